//! What one side of an auction offers, in the order it is served, for takers who pass by what is their own.

/// An account, or (true) a self-trade group.
pub type Owner = (bool, u32);

/// Neighbours of one owner, of which some may be taken already.
#[derive(Clone, Copy, Debug)]
struct Run {
    owner: Option<Owner>,
    /// The first that may have something left, and the end.
    from: usize,
    to: usize,
    next: Option<usize>,
}

/// Quantities in runs of one owner each: two neighbours have different owners, so that whoever passes one run by meets
/// somebody else in the next.
#[derive(Default)]
pub struct Offers {
    quantities: Vec<u64>,
    runs: Vec<Run>,
    first: usize,
}

/// Where somebody is who takes.
pub struct Place {
    before: Option<usize>,
    at: Option<usize>,
}

impl Offers {
    /// Adds an offer behind all others. Without an owner it is nobody's own.
    pub fn add(&mut self, owner: Option<Owner>, quantity: u64) {
        let at = self.quantities.len();
        self.quantities.push(quantity);
        let next = self.runs.len();
        match self.runs.last_mut() {
            Some(run) if run.owner == owner => return run.to = at + 1,
            Some(run) => run.next = Some(next),
            None => {}
        }
        self.runs.push(Run { owner, from: at, to: at + 1, next: None });
    }

    /// The first offer.
    pub fn begin(&self) -> Place {
        Place { before: None, at: Some(self.first).filter(|&run| run < self.runs.len()) }
    }

    /// Takes at most `most` of the next offer that is not `by`'s own: which, and how much. O(1), in the long run.
    pub fn take(&mut self, place: &mut Place, by: Option<Owner>, most: u64) -> Option<(usize, u64)> {
        while most > 0
            && let Some(at) = place.at
        {
            let run = self.runs[at];
            if by.is_some() && run.owner == by {
                (place.before, place.at) = (Some(at), run.next);
                continue;
            }
            let Some(offer) = (run.from..run.to).find(|&offer| self.quantities[offer] > 0) else {
                self.forget(place, run);
                continue;
            };
            self.runs[at].from = offer;
            let quantity = self.quantities[offer].min(most);
            self.quantities[offer] -= quantity;
            return Some((offer, quantity));
        }
        None
    }

    /// Nothing more is taken of an offer.
    pub fn end(&mut self, offer: usize) {
        self.quantities[offer] = 0;
    }

    /// Leaves out a run that has nothing left; those beside it become one if they are one owner's.
    fn forget(&mut self, place: &mut Place, run: Run) {
        place.at = run.next;
        let Some(before) = place.before else {
            self.first = run.next.unwrap_or(self.runs.len());
            return;
        };
        self.runs[before].next = run.next;
        if let Some(next) = run.next.map(|next| self.runs[next])
            && next.owner == self.runs[before].owner
        {
            (self.runs[before].to, self.runs[before].next) = (next.to, next.next);
            place.at = next.next;
        }
    }

    /// The first that has something left. O(offers).
    pub fn first(&self) -> Option<usize> {
        self.quantities.iter().position(|&quantity| quantity > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(items: &[(u32, u64)]) -> Offers {
        let mut offers = Offers::default();
        for &(account, quantity) in items {
            offers.add(Some((false, account)), quantity);
        }
        offers
    }

    fn take_all(offers: &mut Offers, by: Option<Owner>, most: u64) -> Vec<(usize, u64)> {
        let mut left = most;
        let mut place = offers.begin();
        let mut taken = Vec::new();
        while let Some((at, quantity)) = offers.take(&mut place, by, left) {
            left -= quantity;
            taken.push((at, quantity));
        }
        taken
    }

    #[test]
    fn own_offers_are_passed_by_and_stay() {
        let mut it = offers(&[(1, 5), (2, 5), (1, 5), (3, 5), (1, 5)]);
        let one = Some((false, 1));
        assert_eq!(take_all(&mut it, one, 7), [(1, 5), (3, 2)]);
        assert_eq!(take_all(&mut it, one, 9), [(3, 3)], "and nothing more is another's");
        assert_eq!(it.first(), Some(0));
        assert_eq!(take_all(&mut it, Some((true, 1)), 99), [(0, 5), (2, 5), (4, 5)], "a group is no account");
        assert_eq!((take_all(&mut it, one, 9), it.first()), (vec![], None));
        assert_eq!(take_all(&mut offers(&[(1, 5)]), None, 9), [(0, 5)]);
    }

    #[test]
    fn it_gives_what_looking_at_each_offer_gives() {
        let mut seed = 7u64;
        let mut below = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % most
        };
        for _ in 0..200 {
            let items: Vec<(u32, u64)> = (0..30).map(|_| (below(3) as u32, 1 + below(4))).collect();
            let mut it = offers(&items);
            let mut plain = items.clone();
            for _ in 0..40 {
                let (by, mut wanted) = (below(3) as u32, 1 + below(6));
                let taken = take_all(&mut it, Some((false, by)), wanted);
                let mut expected = Vec::new();
                for (at, (account, left)) in plain.iter_mut().enumerate() {
                    let quantity = wanted.min(*left);
                    if *account != by && quantity > 0 {
                        *left -= quantity;
                        wanted -= quantity;
                        expected.push((at, quantity));
                    }
                }
                assert_eq!(taken, expected);
            }
        }
    }
}
