/// How many numbered reports each session was sent. A function of the journal: replay counts the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streams {
    counts: Vec<u64>,
}

impl Streams {
    /// Number of the next report of a session, counted.
    pub fn next(&mut self, session: u32) -> u64 {
        let at = session as usize;
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += 1;
        self.counts[at]
    }

    /// Number of a session's last report; 0 before the first.
    pub fn last(&self, session: u32) -> u64 {
        self.counts.get(session as usize).copied().unwrap_or(0)
    }

    /// All counts, by session.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    pub fn restore(counts: Vec<u64>) -> Self {
        Self { counts }
    }
}
