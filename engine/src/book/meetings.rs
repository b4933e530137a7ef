//! Whom an arriving order would meet, in turn, without letting it: for orders that want all or nothing, for answers
//! about orders that are not placed, and for auctions.

use super::{Books, Side, Slot};
use std::collections::VecDeque;
use std::iter::Peekable;

/// A resting order, or a slice of an iceberg, that would be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub price: i64,
    pub slot: Slot,
    /// What may be taken of it this time.
    pub quantity: u64,
    /// A part of it was met before.
    pub is_next: bool,
}

/// What is behind an iceberg's slice that was met.
#[derive(Clone, Copy)]
struct Behind {
    price: i64,
    slot: Slot,
    reserve: u64,
}

/// A side's orders in the order they would be met: at a price what is shown, then the slices that follow, then what is
/// hidden.
pub struct Meetings<'a, S: Iterator, H: Iterator> {
    books: &'a Books,
    side: Side,
    shown: Peekable<S>,
    hidden: Peekable<H>,
    behind: VecDeque<Behind>,
    /// Icebergs show one slice after the other, not all that is behind the first at once.
    by_slice: bool,
    /// More of the last one met is behind it.
    has_more: bool,
}

impl Books {
    /// The orders of a side in the order an arriving one would meet them. O(1) each.
    pub fn meetings(
        &self,
        book: u32,
        side: Side,
    ) -> Meetings<'_, impl Iterator<Item = (i64, Slot)>, impl Iterator<Item = (i64, Slot)>> {
        Meetings {
            books: self,
            side,
            shown: self.queue(book, side).peekable(),
            hidden: self.hidden_queue(book, side).peekable(),
            behind: VecDeque::new(),
            by_slice: true,
            has_more: false,
        }
    }

    /// The same for an auction, which shows no slices meanwhile: what is behind them follows in one piece each.
    pub fn auction_meetings(
        &self,
        book: u32,
        side: Side,
    ) -> Meetings<'_, impl Iterator<Item = (i64, Slot)>, impl Iterator<Item = (i64, Slot)>> {
        Meetings { by_slice: false, ..self.meetings(book, side) }
    }

    /// All orders of a side, hidden ones behind what is shown at their price, as (price, slot).
    pub fn whole_queue(&self, book: u32, side: Side) -> impl Iterator<Item = (i64, Slot)> + '_ {
        merge(side, self.queue(book, side), self.hidden_queue(book, side))
    }

    /// Levels of a side from the best on, as (price, quantity), shown or not.
    pub fn whole_depth(&self, book: u32, side: Side) -> impl Iterator<Item = (i64, u64)> + '_ {
        let mut parts = merge(side, self.depth(book, side), self.hidden_depth(book, side)).peekable();
        std::iter::from_fn(move || {
            let (price, mut quantity) = parts.next()?;
            while let Some((_, more)) = parts.next_if(|&(at, _)| at == price) {
                quantity += more;
            }
            Some((price, quantity))
        })
    }
}

/// Both in order of their prices, the first before the second at the same.
fn merge<T>(
    side: Side,
    first: impl Iterator<Item = (i64, T)>,
    second: impl Iterator<Item = (i64, T)>,
) -> impl Iterator<Item = (i64, T)> {
    let (mut first, mut second) = (first.peekable(), second.peekable());
    std::iter::from_fn(move || match (first.peek(), second.peek()) {
        (Some((a, _)), Some((b, _))) if side.is_better(*b, *a) => second.next(),
        (None, _) => second.next(),
        _ => first.next(),
    })
}

impl<S, H> Meetings<'_, S, H>
where
    S: Iterator<Item = (i64, Slot)>,
    H: Iterator<Item = (i64, Slot)>,
{
    /// Nothing more of the one met last is to be met: it would be gone.
    pub fn drop_last(&mut self) {
        if std::mem::take(&mut self.has_more) {
            self.behind.pop_back();
        }
    }

    fn remember(&mut self, price: i64, slot: Slot, reserve: u64) {
        self.has_more = reserve > 0;
        if self.has_more {
            self.behind.push_back(Behind { price, slot, reserve });
        }
    }
}

impl<S, H> Iterator for Meetings<'_, S, H>
where
    S: Iterator<Item = (i64, Slot)>,
    H: Iterator<Item = (i64, Slot)>,
{
    type Item = Meeting;

    fn next(&mut self) -> Option<Meeting> {
        let shown = self.shown.peek().map(|it| it.0);
        let behind = self.behind.front().map(|it| it.price);
        let hidden = self.hidden.peek().map(|it| it.0);
        let side = self.side;
        // No worse than any of the others.
        let leads = |price: i64| {
            [shown, behind, hidden].into_iter().flatten().all(|other| !side.is_better(other, price))
        };
        if shown.is_some_and(leads) {
            let (price, slot) = self.shown.next()?;
            let quantity = self.books.shown(slot);
            self.remember(price, slot, self.books.leaves(slot) - quantity);
            return Some(Meeting { price, slot, quantity, is_next: false });
        }
        if behind.is_some_and(leads) {
            let Behind { price, slot, reserve } = self.behind.pop_front()?;
            let quantity = if self.by_slice { self.books.display(slot).min(reserve) } else { reserve };
            self.remember(price, slot, reserve - quantity);
            return Some(Meeting { price, slot, quantity, is_next: true });
        }
        let (price, slot) = self.hidden.next()?;
        self.has_more = false;
        Some(Meeting { price, slot, quantity: self.books.leaves(slot), is_next: false })
    }
}
