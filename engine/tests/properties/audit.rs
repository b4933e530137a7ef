//! What a reader of the events alone can check: nothing here knows the engine's rules.

use crate::common::{Command, Event, ListEvent};
use std::collections::BTreeMap;
use tapebook_engine::Engine;
use tapebook_engine::book::Side;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, OrderState, StpMode};

#[derive(Default)]
struct Life {
    quantity: u64,
    filled: u64,
    account: u32,
    by_amount: bool,
    ended: bool,
    waits: bool,
    /// The book need not show it whole.
    unshown: bool,
    prevents_self_trade: bool,
}

/// Orders and books as the events tell them.
#[derive(Default)]
pub struct Audit {
    orders: BTreeMap<u64, Life>,
    trades: BTreeMap<u32, u64>,
    last_order: u64,
    /// Instrument, side, price.
    books: BTreeMap<(u32, u8, i64), u64>,
    /// Account, instrument: lots bought less lots sold.
    positions: BTreeMap<(u32, u32), i64>,
    groups: BTreeMap<u32, u32>,
    /// Deposits less withdrawals.
    supply: [i128; 3],
}

impl Audit {
    pub fn new(accounts: u32, funds: i128) -> Self {
        Audit { supply: [funds * i128::from(accounts); 3], ..Audit::default() }
    }

    fn add(&mut self, instrument: u32, side: u8, price: i64, quantity: u64) {
        if quantity > 0 {
            *self.books.entry((instrument, side, price)).or_default() += quantity;
        }
    }

    fn take(&mut self, instrument: u32, side: u8, price: i64, quantity: u64) {
        let key = (instrument, side, price);
        let there = self.books.get_mut(&key).expect("only what was shown leaves the book");
        *there = there.checked_sub(quantity).expect("no more leaves a level than stands there");
        if *there == 0 {
            self.books.remove(&key);
        }
    }

    fn live(&mut self, order: u64) -> &mut Life {
        let life = self.orders.get_mut(&order).expect("only accepted orders are reported");
        assert!(!life.ended, "terminal states stay: order {order} ended before");
        life
    }

    pub fn events(&mut self, command: &Command, events: &[Event]) {
        // What timers did stands before the command's own events: a refusal is the last and only one of its own.
        let refusal = |event: &Event| matches!(event, Event::Rejected { .. } | Event::Repeated { .. });
        let own = |event: &Event| match event {
            // A list that lets a leg grow does so in the leg's own name.
            Event::Replaced { request, id, .. } => request.id != *id,
            _ => matches!(event, Event::Accepted { .. } | Event::Applied { .. }),
        };
        // Pegged orders move after it.
        let follows = |event: &&Event| matches!(event, Event::PegsMoved { .. });
        let events_then = events.len() - events.iter().rev().take_while(follows).count();
        let refused = events.iter().position(refusal);
        assert!(refused.is_none_or(|at| at + 1 == events_then && !events.iter().any(own)));
        for event in events {
            self.event(command, event);
        }
    }

    fn event(&mut self, command: &Command, event: &Event) {
        match *event {
            Event::Accepted {
                order,
                instrument,
                side,
                price,
                quantity,
                resting,
                amount,
                request,
                stp,
                ..
            } => {
                assert_eq!(order, self.last_order + 1, "order ids are sequential");
                assert_eq!(request.account, command.account);
                self.last_order = order;
                let life = Life {
                    quantity,
                    account: request.account,
                    by_amount: amount != 0,
                    prevents_self_trade: stp != StpMode::None,
                    ..Life::default()
                };
                self.orders.insert(order, life);
                self.add(instrument, side.0, price, resting);
            }
            Event::Terms { order, state, display, flags, .. } => {
                let life = self.live(order);
                assert_eq!(life.filled, 0);
                life.waits = matches!(state, OrderState::Untriggered | OrderState::Pending);
                life.unshown = display != 0 || flags & 16 != 0;
            }
            Event::Triggered { order, leaves, account, .. } => {
                let life = self.live(order);
                assert!(life.waits, "an order is triggered once");
                assert_eq!((life.quantity, life.account), (leaves, account));
                life.waits = false;
            }
            Event::Rested { order, instrument, price, resting, side, account, .. } => {
                let life = self.live(order);
                assert_eq!(life.account, account);
                let open = life.quantity - life.filled;
                let is_whole = resting == open || (price, resting) == (0, 0);
                assert!(is_whole || (life.unshown && resting < open));
                life.waits = false;
                self.add(instrument, side.0, price, resting);
            }
            Event::Reduced {
                order, instrument, side, resting, price, reduced, leaves, cumulative, ..
            } => {
                let life = self.live(order);
                life.quantity -= reduced;
                assert_eq!((life.quantity - life.filled, life.filled), (leaves, cumulative));
                assert!(leaves > 0);
                if resting {
                    self.take(instrument, side.0, price, reduced);
                }
            }
            Event::Canceled {
                order,
                instrument,
                side,
                resting,
                price,
                canceled,
                cumulative,
                displayed,
                state,
                ..
            } => {
                let life = self.live(order);
                let open = if life.by_amount { 0 } else { life.quantity - life.filled };
                assert_eq!(
                    (open, life.filled),
                    (canceled, cumulative),
                    "leaves + filled + canceled = original"
                );
                assert!(matches!(state, OrderState::Canceled | OrderState::Filled | OrderState::Expired));
                life.ended = true;
                assert!(
                    displayed == if resting { canceled } else { 0 } || (life.unshown && displayed < canceled)
                );
                if displayed > 0 {
                    self.take(instrument, side.0, price, displayed);
                }
            }
            Event::Replaced {
                order,
                instrument,
                side,
                old_price,
                price,
                old_resting,
                quantity,
                resting,
                cumulative,
                ..
            } => {
                let life = self.live(order);
                assert_eq!(life.filled, cumulative);
                // A pegged order that waits for a market stands nowhere.
                let shown = if life.waits { 0 } else { life.quantity - life.filled };
                let is_whole = old_resting == shown || (old_price, old_resting) == (0, 0);
                assert!(is_whole || (life.unshown && old_resting < shown));
                life.quantity = quantity;
                if old_resting > 0 {
                    self.take(instrument, side.0, old_price, old_resting);
                }
                self.add(instrument, side.0, price, resting);
            }
            Event::Refreshed { order, instrument, account, price, displayed, leaves, side } => {
                let life = self.live(order);
                assert_eq!((life.account, life.quantity - life.filled), (account, leaves));
                assert!(life.unshown && (1..=leaves).contains(&displayed));
                self.add(instrument, side.0, price, displayed);
            }
            Event::Traded {
                trade, instrument, taker_side, hidden, price, quantity, maker, taker, ..
            } => {
                let last = self.trades.entry(instrument).or_default();
                assert_eq!(trade, *last + 1, "trade ids have no gaps");
                *last = trade;
                if self.orders[&taker.order].prevents_self_trade {
                    let group = |account| self.groups.get(&account).copied().unwrap_or(0);
                    let (maker, taker) = (maker.account, taker.account);
                    let own = maker == taker || (group(maker) != 0 && group(maker) == group(taker));
                    assert!(!own, "never_crosses_itself: {event:?}");
                }
                let sign = if taker_side.0 == 0 { quantity as i64 } else { -(quantity as i64) };
                *self.positions.entry((taker.account, instrument)).or_default() += sign;
                *self.positions.entry((maker.account, instrument)).or_default() -= sign;
                for party in [maker, taker] {
                    let life = self.live(party.order);
                    life.filled += quantity;
                    assert_eq!((life.account, life.filled), (party.account, party.cumulative));
                    if life.by_amount {
                        continue;
                    }
                    assert_eq!(life.quantity - life.filled, party.leaves);
                    life.ended = party.leaves == 0;
                    assert_eq!(party.state == OrderState::Filled, life.ended);
                }
                if !hidden {
                    self.take(instrument, 1 - taker_side.0, price, quantity);
                }
            }
            Event::Auctioned { trade, instrument, price, quantity, prices, shown, parties, .. } => {
                let last = self.trades.entry(instrument).or_default();
                assert_eq!(trade, *last + 1, "trade ids have no gaps");
                *last = trade;
                assert!((prices[1]..=prices[0]).contains(&price), "nobody trades beyond his limit");
                for (side, party) in (0u8..).zip(parties) {
                    let sign = if side == 0 { quantity as i64 } else { -(quantity as i64) };
                    *self.positions.entry((party.account, instrument)).or_default() += sign;
                    let life = self.live(party.order);
                    life.filled += quantity;
                    assert_eq!((life.account, life.filled), (party.account, party.cumulative));
                    assert_eq!(life.quantity - life.filled, party.leaves);
                    life.ended = party.leaves == 0;
                    assert_eq!(party.state == OrderState::Filled, life.ended);
                    let shown = shown[usize::from(side)];
                    if shown > 0 {
                        self.take(instrument, side, prices[usize::from(side)], shown);
                    }
                }
            }
            Event::PegsMoved { instrument, side, old_price, price, quantity, .. } => {
                if old_price != 0 {
                    self.take(instrument, side.0, old_price, quantity);
                }
                self.add(instrument, side.0, price, if price == 0 { 0 } else { quantity });
            }
            Event::List(ListEvent::Started { order, state, quantity, .. }) => {
                let life = self.live(order);
                if state != OrderState::Rejected {
                    life.quantity = quantity;
                    life.waits = true;
                }
            }
            Event::List(ListEvent::Status { .. }) => {}
            Event::Applied { kind, .. } => self.applied(kind, command),
            Event::Phase { .. } | Event::Indicated { .. } => {}
            Event::Rejected { .. }
            | Event::Repeated { .. }
            | Event::Amended { .. }
            | Event::PegTerms { .. } => {}
        }
    }

    fn applied(&mut self, kind: MessageType, command: &Command) {
        match kind {
            MessageType::Deposit => {
                let it = wire::Deposit::from_bytes(&command.body).expect("its length");
                self.supply[it.asset() as usize] += i128::from(it.amount());
            }
            MessageType::Withdraw => {
                let it = wire::Withdraw::from_bytes(&command.body).expect("its length");
                self.supply[it.asset() as usize] -= i128::from(it.amount());
            }
            MessageType::SetStpGroup => {
                let it = wire::SetStpGroup::from_bytes(&command.body).expect("its length");
                self.groups.insert(it.target(), it.group());
            }
            _ => {}
        }
    }

    /// What the events tell is what the engine holds.
    pub fn compare(&self, engine: &Engine) {
        for (asset, supply) in self.supply.iter().enumerate() {
            let rows = engine.ledger().rows().iter().filter(|row| row.asset == asset as u32);
            let sum: i128 = rows.map(|row| row.available + row.held).sum();
            assert_eq!(sum, *supply, "conserves_every_asset: asset {asset}");
        }
        for row in engine.positions().rows() {
            let told = self.positions.get(&(row.account, row.instrument)).copied().unwrap_or(0);
            assert_eq!(row.quantity, told, "no_share_appears_without_a_fill: {row:?}");
        }
        for instrument in 0..engine.books().book_count() {
            for side in Side::BOTH {
                let from = (instrument, side as u8, i64::MIN);
                let to = (instrument, side as u8, i64::MAX);
                let rebuilt =
                    self.books.range(from..=to).map(|(&(_, _, price), &quantity)| (price, quantity));
                let mut levels: Vec<_> = engine.books().depth(instrument, side).collect();
                levels.sort_unstable();
                assert!(rebuilt.eq(levels), "a_book_rebuilt_from_events_is_the_engines");
            }
        }
    }
}
