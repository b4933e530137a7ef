//! Which requests were taken, so that none is taken twice (OT-18).
//!
//! An account's window remembers its last finished requests (65,536 unless set otherwise), every request of an
//! order that is still open, and every movement of money for good. An entry is one cache line; a full window
//! reuses the line of its oldest entry for the newest.

use crate::prefetch::prefetch;
use crate::table::{Hasher, Table};

/// No entry.
pub const NO_ENTRY: u32 = u32::MAX;
/// Entries of all accounts together; 64 bytes each.
const MAX_ENTRIES: usize = 1 << 30;

/// Requests an account's window remembers at the start.
pub const DEFAULT_WINDOW: u32 = 65_536;

/// Set in a key's account for references of money: they are operators' and never meet the customer's own ids, so
/// that nobody who knows a reference can take it.
pub const MONEY: u32 = 1 << 31;

/// A client's own name for a request.
pub type ClientId = [u8; 36];

/// One remembered request. 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub client_id: ClientId,
    pub account: u32,
    /// Keyed digest of the whole request: tells a repeat from another request under the same id.
    pub digest: u32,
    next: u32,
    /// Sequence of the command that brought it; its events are the first answer.
    pub sequence: u64,
    /// The order it entered or changed; 0 if none.
    pub order_id: u64,
}

/// An account's entries that may be forgotten, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    first: u32,
    last: u32,
    count: u32,
}

impl Default for Window {
    fn default() -> Self {
        Self { first: NO_ENTRY, last: NO_ENTRY, count: 0 }
    }
}

/// What a client id is found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Never seen, or forgotten.
    New,
    /// Seen, under this entry.
    Entry(u32),
}

/// A client id with its account, hashed once.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// With [`MONEY`] set for a movement of money.
    pub account: u32,
    pub client_id: &'a ClientId,
    hash: u32,
    /// The entry whose name is taken over, because its order is done.
    pub replaces: Option<u32>,
}

/// Every account's remembered requests.
pub struct Requests {
    entries: Vec<Entry>,
    free: u32,
    table: Table,
    hasher: Hasher,
    /// Entries kept for good.
    permanent: Vec<u32>,
    pub window: u32,
}

impl Requests {
    pub fn new(hasher: Hasher) -> Self {
        Self {
            entries: Vec::new(),
            free: NO_ENTRY,
            table: Table::new(),
            hasher,
            permanent: Vec::new(),
            window: DEFAULT_WINDOW,
        }
    }

    #[inline]
    pub fn key<'a>(&self, account: u32, client_id: &'a ClientId) -> Key<'a> {
        let word = |at: usize| u64::from_le_bytes(client_id[at..at + 8].try_into().expect("eight bytes"));
        let tail = u32::from_le_bytes(client_id[32..].try_into().expect("four bytes"));
        let hash = self.hasher.hash([
            word(0),
            word(8),
            word(16),
            word(24),
            u64::from(tail) << 32 | u64::from(account),
        ]);
        Key { account, client_id, hash, replaces: None }
    }

    /// Keyed digest of a request's bytes, which are a multiple of 8.
    #[inline]
    pub fn digest(&self, message_type: u16, body: &[u8]) -> u32 {
        self.hasher.digest(u64::from(message_type), body)
    }

    #[inline]
    pub fn find(&self, key: &Key<'_>) -> Known {
        if self.table.lacks(key.hash) { Known::New } else { self.search(key) }
    }

    /// Apart, so that a new request does not pay for what a search needs.
    #[inline(never)]
    fn search(&self, key: &Key<'_>) -> Known {
        let found = self.table.find(key.hash, |at| {
            let entry = &self.entries[at as usize];
            entry.account == key.account && entry.client_id == *key.client_id
        });
        found.map_or(Known::New, Known::Entry)
    }

    pub fn get(&self, entry: u32) -> &Entry {
        &self.entries[entry as usize]
    }

    /// Asks for the lines where a key will be looked for.
    pub(crate) fn prefetch(&self, key: &Key<'_>) {
        self.table.prefetch(key.hash);
    }

    /// Asks for the line of a window's newest entry, which the next one is linked to.
    pub(crate) fn prefetch_window(&self, window: &Window) {
        prefetch(&self.entries, window.last as usize);
    }

    /// Remembers a request in its account's window. What falls out of the window is forgotten, but a request
    /// of an order that `park` still knows is parked with it. O(1) amortised.
    ///
    /// `park` makes an entry the head of an open order's parked requests and gives the head before it; `None`
    /// once the order is done.
    pub fn remember(
        &mut self,
        key: &Key<'_>,
        digest: u32,
        sequence: u64,
        order_id: u64,
        window: &mut Window,
        mut park: impl FnMut(u64, u32) -> Option<u32>,
    ) {
        while window.count >= self.window {
            let oldest = window.first;
            let entry = self.entries[oldest as usize];
            window.first = entry.next;
            window.count -= 1;
            match if entry.order_id == 0 { None } else { park(entry.order_id, oldest) } {
                Some(before) => self.entries[oldest as usize].next = before,
                None => self.forget(oldest),
            }
        }
        if window.count == 0 {
            *window = Window::default();
        }
        let at = self.place(
            key,
            Entry {
                client_id: *key.client_id,
                account: key.account,
                digest,
                next: NO_ENTRY,
                sequence,
                order_id,
            },
        );
        if window.last == NO_ENTRY {
            window.first = at;
        } else {
            self.entries[window.last as usize].next = at;
        }
        window.last = at;
        window.count += 1;
    }

    /// Remembers a movement of money for good: its reference is never taken again.
    pub fn remember_for_good(&mut self, key: &Key<'_>, digest: u32, sequence: u64) {
        let at = self.place(
            key,
            Entry {
                client_id: *key.client_id,
                account: key.account,
                digest,
                next: NO_ENTRY,
                sequence,
                order_id: 0,
            },
        );
        self.permanent.push(at);
    }

    /// Is there room for another entry?
    pub fn has_room(&self) -> bool {
        self.free != NO_ENTRY || self.entries.len() < MAX_ENTRIES
    }

    #[inline]
    fn place(&mut self, key: &Key<'_>, entry: Entry) -> u32 {
        let at = if self.free == NO_ENTRY {
            self.entries.push(entry);
            (self.entries.len() - 1) as u32
        } else {
            let at = self.free;
            self.free = self.entries[at as usize].next;
            self.entries[at as usize] = entry;
            at
        };
        // The older entry stays in its window without a name, unless it fell out of it just now.
        let took_over = key.replaces.is_some_and(|old| self.table.replace(key.hash, old, at));
        if !took_over {
            self.table.insert(key.hash, at);
        }
        at
    }

    fn forget(&mut self, at: u32) {
        let entry = &self.entries[at as usize];
        let hash = self.key(entry.account, &entry.client_id).hash;
        // False if a later request took the name.
        self.table.remove(hash, at);
        self.entries[at as usize].next = self.free;
        self.free = at;
    }

    /// Forgets the parked requests of an order that is done.
    pub fn forget_parked(&mut self, head: u32) {
        let mut at = head;
        while at != NO_ENTRY {
            let next = self.entries[at as usize].next;
            self.forget(at);
            at = next;
        }
    }

    /// A window's entries, oldest first.
    pub fn of_window(&self, window: &Window) -> impl Iterator<Item = &Entry> {
        self.chain(window.first)
    }

    /// An order's parked entries.
    pub fn chain(&self, head: u32) -> impl Iterator<Item = &Entry> {
        let at = |entry: u32| self.entries.get(entry as usize);
        std::iter::successors(at(head), move |entry| at(entry.next))
    }

    /// Does this entry hold the name of its client id, or did a later one take it?
    pub fn is_current(&self, entry: &Entry) -> bool {
        let key = self.key(entry.account, &entry.client_id);
        matches!(self.find(&key), Known::Entry(at) if self.get(at).sequence == entry.sequence)
    }

    /// Entries kept for good, oldest first.
    pub fn permanent(&self) -> impl Iterator<Item = &Entry> {
        self.permanent.iter().map(|&at| self.get(at))
    }

    /// Parks a restored entry with its order; false if its name is taken, as in the other restores.
    pub fn restore_parked(&mut self, entry: Entry, head: &mut u32, is_current: bool) -> bool {
        let Some(at) = self.restore(entry, is_current) else { return false };
        self.entries[at as usize].next = *head;
        *head = at;
        true
    }

    /// Appends a restored entry to its window.
    pub fn restore_windowed(&mut self, entry: Entry, window: &mut Window, is_current: bool) -> bool {
        let Some(at) = self.restore(entry, is_current) else { return false };
        if window.last == NO_ENTRY {
            window.first = at;
        } else {
            self.entries[window.last as usize].next = at;
        }
        window.last = at;
        window.count += 1;
        true
    }

    /// Keeps a restored entry for good.
    pub fn restore_permanent(&mut self, entry: Entry) -> bool {
        let Some(at) = self.restore(entry, true) else { return false };
        self.permanent.push(at);
        true
    }

    fn restore(&mut self, entry: Entry, is_current: bool) -> Option<u32> {
        let key = self.key(entry.account, &entry.client_id);
        let hash = key.hash;
        if is_current && self.find(&key) != Known::New {
            return None;
        }
        self.entries.push(Entry { next: NO_ENTRY, ..entry });
        let at = (self.entries.len() - 1) as u32;
        if is_current {
            self.table.insert(hash, at);
        }
        Some(at)
    }

    pub fn entry(client_id: ClientId, account: u32, digest: u32, sequence: u64, order_id: u64) -> Entry {
        Entry { client_id, account, digest, next: NO_ENTRY, sequence, order_id }
    }
}
