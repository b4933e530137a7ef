//! Who stands where, and what happens when an order meets the other side.

use super::{FEES, HOUSE, Oracle, Order, round_up};
use crate::common::{Event, Party, Request};
use tapebook_schema::{EndReason, FeeAsset, OrderState, OrderType, Side, StpMode, TimeInForce};

/// An order that arrives, and what it may still do.
pub(super) struct Taker {
    pub order: Order,
    /// Quote left to spend or raise.
    pub rest: Option<i128>,
    /// Ended by self-trade prevention.
    pub stopped: bool,
}

fn opposite(side: Side) -> usize {
    1 - side.0 as usize
}

impl Oracle {
    /// The first of the other side, with its price.
    pub(super) fn best(&self, instrument: u32, side: Side) -> Option<(u64, i64)> {
        let queue = &self.markets[instrument as usize].queues[opposite(side)];
        queue.first().map(|id| (*id, self.orders[id].stands()))
    }

    /// Would an order at this limit meet someone?
    pub(super) fn crosses(&self, instrument: u32, side: Side, limit: i64) -> bool {
        self.best(instrument, side).is_some_and(|(_, price)| admits(side, limit, price))
    }

    /// Stands an order behind all that are as good or better.
    pub(super) fn rest(&mut self, mut order: Order) {
        order.show();
        let open = &mut self.people[order.account as usize].open;
        if !open.contains(&order.id) {
            open.push(order.id);
        }
        let id = order.id;
        self.orders.insert(id, order);
        self.stand(id);
    }

    /// Stands an open order behind all that are as good or better; what is hidden is worse at the same price.
    pub(super) fn stand(&mut self, id: u64) {
        let order = &self.orders[&id];
        let queue = &self.markets[order.instrument as usize].queues[order.side.0 as usize];
        let better_or_equal = |id: &u64| {
            let (other, price) = (&self.orders[id], order.stands());
            let is_better =
                if order.side == Side::Buy { other.stands() > price } else { other.stands() < price };
            is_better || (other.stands() == price && (order.hidden || !other.hidden))
        };
        let at = queue.iter().position(|id| !better_or_equal(id)).unwrap_or(queue.len());
        let (instrument, side) = (order.instrument as usize, order.side.0 as usize);
        self.markets[instrument].queues[side].insert(at, id);
    }

    /// Takes an order out of the book; `forget` takes it out of its owner's open orders too.
    pub(super) fn leave_book(&mut self, id: u64, forget: bool) -> Order {
        let order = self.orders.remove(&id).expect("open");
        self.markets[order.instrument as usize].queues[order.side.0 as usize].retain(|&it| it != id);
        self.leave_group(&order);
        if forget {
            self.people[order.account as usize].open.retain(|&it| it != id);
        }
        order
    }

    pub(super) fn canceled(
        &mut self,
        request: Option<Request>,
        order: &Order,
        canceled: u64,
        reason: EndReason,
        resting: bool,
    ) {
        let own = Request { id: order.client, account: order.account, origin: (0, 0) };
        self.events.push(Event::Canceled {
            request: request.unwrap_or(own),
            order: order.id,
            id: order.client,
            instrument: order.instrument,
            side: order.side,
            reason,
            state: match reason {
                EndReason::None => OrderState::Filled,
                EndReason::ExpiredDay | EndReason::ExpiredGtd | EndReason::AuctionOver => OrderState::Expired,
                _ => OrderState::Canceled,
            },
            resting: resting && order.stands() != 0,
            price: if resting { order.stands() } else { order.price },
            canceled,
            cumulative: order.cumulative,
            displayed: if resting && order.stands() != 0 { order.shown() } else { 0 },
        });
    }

    /// Ends an order that rests.
    pub(super) fn end(&mut self, id: u64, reason: EndReason, request: Option<Request>) {
        let order = self.leave_book(id, true);
        let market = &mut self.markets[order.instrument as usize];
        market.turns.retain(|&it| it != id);
        self.canceled(request, &order, order.leaves(), reason, order.waits.is_none());
        self.leg_ended(id);
    }

    pub(super) fn is_self(&self, a: u32, b: u32) -> bool {
        let group = self.people[a as usize].group;
        a == b || (group != 0 && group == self.people[b as usize].group)
    }

    /// Lots that a taker wants of a maker's.
    fn wanted(&self, taker: &Taker, price: i64) -> u64 {
        let Some(rest) = taker.rest else { return taker.order.leaves() };
        let lot = self.markets[taker.order.instrument as usize].notional(price, 1);
        let lots = if taker.order.side == Side::Buy { rest / lot } else { (rest + lot - 1) / lot };
        taker.order.leaves().min(u64::try_from(lots).unwrap_or(u64::MAX))
    }

    /// Matches until nothing crosses, the band's edge is reached, or the taker is done.
    pub(super) fn take(&mut self, taker: &mut Taker) {
        self.take_to(taker, taker.order.price);
    }

    /// The same, up to a price.
    pub(super) fn take_to(&mut self, taker: &mut Taker, limit: i64) {
        let before = taker.order.cumulative;
        self.match_to(taker, limit);
        let lots = taker.order.cumulative - before;
        if lots > 0 {
            self.leg_filled(&taker.order, lots);
        }
    }

    fn match_to(&mut self, taker: &mut Taker, limit: i64) {
        let instrument = taker.order.instrument;
        let (low, high) = self.markets[instrument as usize].band();
        while taker.order.leaves() > 0 && taker.rest.is_none_or(|rest| rest > 0) {
            let Some((id, price)) = self.best(instrument, taker.order.side) else { return };
            let in_band = (low..=high).contains(&price);
            let wanted = self.wanted(taker, price);
            if !admits(taker.order.side, limit, price) || !in_band || wanted == 0 {
                return;
            }
            let maker = &self.orders[&id];
            let there = self.tried().may(maker, maker.front());
            if there == 0 {
                self.end(id, EndReason::ReduceOnly, None);
                continue;
            }
            if taker.order.stp == StpMode::None || !self.is_self(taker.order.account, maker.account) {
                self.trade(taker, id, wanted.min(there));
                continue;
            }
            match taker.order.stp {
                StpMode::CancelTaker => taker.stopped = true,
                StpMode::CancelMaker => self.end(id, EndReason::Stp, None),
                StpMode::CancelBoth => {
                    self.end(id, EndReason::Stp, None);
                    taker.stopped = true;
                }
                _ => self.decrement(taker, id, wanted.min(maker.leaves())),
            }
            if taker.stopped {
                return;
            }
        }
    }

    pub(super) fn reduced(
        &mut self,
        order: &Order,
        reduced: u64,
        leaves: u64,
        shown: Option<i64>,
        reason: EndReason,
    ) {
        self.events.push(Event::Reduced {
            order: order.id,
            id: order.client,
            account: order.account,
            instrument: order.instrument,
            side: order.side,
            reason,
            resting: shown.is_some(),
            price: shown.unwrap_or(order.price),
            reduced,
            leaves,
            cumulative: order.cumulative,
        });
    }

    /// Both lose the smaller quantity; an emptied one ends.
    fn decrement(&mut self, taker: &mut Taker, maker: u64, quantity: u64) {
        let price = self.orders[&maker].stands();
        if self.orders[&maker].leaves() == quantity {
            self.end(maker, EndReason::Stp, None);
        } else {
            let (behind, shown) = self.lower(maker, quantity);
            let order = self.orders[&maker].clone();
            if behind > 0 {
                self.reduced(&order, behind, order.leaves() + shown, None, EndReason::Stp);
            }
            if shown > 0 {
                self.reduced(&order, shown, order.leaves(), Some(order.stands()), EndReason::Stp);
            }
            self.leg_hit(maker);
        }
        match &mut taker.rest {
            Some(rest) => {
                *rest -= self.markets[taker.order.instrument as usize].notional(price, quantity);
                taker.stopped = *rest <= 0;
            }
            None if taker.order.leaves() == quantity => taker.stopped = true,
            None => {
                taker.order.quantity -= quantity;
                let order = taker.order.clone();
                self.reduced(&order, quantity, order.leaves(), None, EndReason::Stp);
            }
        }
    }

    fn trade(&mut self, taker: &mut Taker, maker: u64, quantity: u64) {
        let mut resting = self.orders[&maker].clone();
        let instrument = resting.instrument;
        let price = resting.stands();
        let market = &mut self.markets[instrument as usize];
        market.trades += 1;
        market.reference = price;
        market.last = price;
        market.trades_now.push(price);
        let trade = market.trades;
        let notional = market.notional(price, quantity);
        let maker_fee = self.settle(&mut resting, price, quantity, true);
        let taker_fee = self.settle(&mut taker.order, price, quantity, false);
        if let Some(rest) = &mut taker.rest {
            *rest -= notional;
        }
        let party = |order: &Order, (fee_asset, fee): (u32, i128), by_amount: bool| {
            let leaves = if by_amount { 0 } else { order.leaves() };
            let open = leaves > 0 || by_amount;
            Party {
                order: order.id,
                account: order.account,
                fee_asset,
                fee,
                leaves,
                cumulative: order.cumulative,
                id: order.client,
                state: if open { OrderState::PartiallyFilled } else { OrderState::Filled },
            }
        };
        self.events.push(Event::Traded {
            trade,
            instrument,
            taker_side: taker.order.side,
            hidden: resting.hidden,
            price,
            quantity,
            notional,
            maker: party(&resting, maker_fee, false),
            taker: party(&taker.order, taker_fee, taker.rest.is_some()),
        });
        let is_filled = resting.leaves() == 0;
        self.note_quote(&resting, quantity);
        self.leg_filled(&resting, quantity);
        self.orders.insert(maker, resting);
        self.refresh(maker, quantity);
        if is_filled {
            self.leave_book(maker, true);
        }
    }

    /// Moves one side's money, and counts the fill. Returns the fee's asset and the fee.
    pub(super) fn settle(
        &mut self,
        order: &mut Order,
        price: i64,
        quantity: u64,
        is_maker: bool,
    ) -> (u32, i128) {
        let market = &self.markets[order.instrument as usize];
        let (base, quote) = (market.rules.base, market.rules.quote);
        let base_units = i128::from(quantity) * market.lot();
        let notional = market.notional(price, quantity);
        let from_base = order.side == Side::Buy && market.rules.fee_asset == FeeAsset::Received;
        let (fee_asset, received) = if from_base { (base, base_units) } else { (quote, notional) };
        let ppm = if is_maker { order.maker_ppm } else { order.taker_ppm };
        order.fee_millionths += received * i128::from(ppm);
        let fee = round_up(order.fee_millionths) - order.charged;
        order.charged += fee;
        order.cumulative += quantity;
        let sign = if order.side == Side::Buy { 1 } else { -1 };
        self.credit(order.account, base, sign * base_units);
        self.credit(order.account, quote, -sign * notional);
        self.credit(order.account, fee_asset, -fee);
        self.credit(if fee >= 0 { FEES } else { HOUSE }, fee_asset, fee);
        let before = self.positions.get(&(order.account, order.instrument)).map_or(0, |it| it.0);
        self.count_fill(order, before, sign as i64 * quantity as i64, notional);
        let position = self.positions.entry((order.account, order.instrument)).or_default();
        *position = moved(*position, sign as i64 * quantity as i64, notional);
        let shrank = (order.account, order.instrument);
        if sign < 0 && !self.shrank.contains(&shrank) {
            self.shrank.push(shrank);
        }
        (fee_asset, fee)
    }

    /// What is left of an order by quantity rests or ends.
    pub(super) fn finish(&mut self, taker: Taker) {
        let Taker { order, stopped, .. } = taker;
        if order.leaves() == 0 {
            self.people[order.account as usize].open.retain(|&it| it != order.id);
            return;
        }
        let immediate = matches!(order.tif, TimeInForce::Ioc | TimeInForce::Fok);
        let instrument = order.instrument;
        // Only the band keeps it from a price that its limit admits.
        let breach = !stopped && self.crosses(instrument, order.side, order.price);
        self.people[order.account as usize].open.retain(|&it| it != order.id);
        if !stopped && !immediate {
            self.rested(&order);
            // A replace across the book arrives anew.
            self.rest(order);
        } else {
            let reason = self.end_reason(&order, stopped);
            self.canceled(None, &order, order.leaves(), reason, false);
            self.leg_ended(order.id);
        }
        if breach {
            self.breach(instrument);
        }
    }

    pub(super) fn rested(&mut self, order: &Order) {
        self.events.push(Event::Rested {
            order: order.id,
            instrument: order.instrument,
            account: order.account,
            price: order.price,
            resting: order.will_show(),
            side: order.side,
            group: 0,
        });
    }

    fn end_reason(&self, order: &Order, stopped: bool) -> EndReason {
        if stopped {
            EndReason::Stp
        } else if order.kind == OrderType::Market {
            // Nobody is left, or nobody near enough.
            match self.best(order.instrument, order.side) {
                None => EndReason::NoLiquidity,
                Some(_) => EndReason::Protection,
            }
        } else if self.crosses(order.instrument, order.side, order.price) {
            EndReason::Protection
        } else {
            EndReason::IocRest
        }
    }

    /// A market order by quote amount is filled where the rest is nothing, or buys no lot at the best price.
    pub(super) fn finish_amount(&mut self, taker: Taker) {
        let Taker { order, rest, stopped } = taker;
        let rest = rest.expect("by amount");
        let market = &self.markets[order.instrument as usize];
        let best = self.best(order.instrument, order.side);
        let buys_no_lot =
            order.side == Side::Buy && best.is_some_and(|(_, price)| rest < market.notional(price, 1));
        let filled = order.cumulative > 0 && !stopped && (rest <= 0 || buys_no_lot);
        let reason = if filled { EndReason::None } else { self.end_reason(&order, stopped) };
        self.canceled(None, &order, 0, reason, false);
    }

    /// Is there enough for a fill-or-kill order, not counting what self-trade prevention takes away?
    pub(super) fn can_fill(&self, order: &Order) -> bool {
        self.is_there(order, order.leaves())
    }
}

pub(super) fn admits(side: Side, limit: i64, price: i64) -> bool {
    if side == Side::Buy { price <= limit } else { price >= limit }
}

/// A position after a fill: adding adds, reducing takes its share of the cost, half away from zero.
fn moved((quantity, cost): (i64, i128), fill: i64, notional: i128) -> (i64, i128) {
    let share = |amount: i128, part: i64, whole: i64| {
        let (part, whole) = (i128::from(part.abs()), i128::from(whole.abs()));
        (2 * amount * part + whole) / (2 * whole)
    };
    if quantity.signum() * fill.signum() >= 0 {
        (quantity + fill, cost + notional)
    } else if fill.abs() < quantity.abs() {
        (quantity + fill, cost - share(cost, fill, quantity))
    } else {
        (quantity + fill, share(notional, quantity + fill, fill))
    }
}
