//! Busts and corrections: what two operators agreed on, booked as new entries.

use super::*;

impl Engine {
    pub(super) fn bust_trade(
        &mut self,
        context: &Context,
        it: &wire::BustTrade,
        sink: &mut impl Sink,
    ) -> Outcome {
        let wanted = Amendment {
            trade_id: it.trade_id(),
            instrument: it.instrument(),
            taker_side: it.taker_side(),
            price: it.price(),
            quantity: it.quantity(),
            maker: *it.maker(),
            taker: *it.taker(),
            again: None,
        };
        self.amend(context, &wanted, &it.bytes()[RequestHeader::SIZE..], sink)
    }

    pub(super) fn correct_trade(
        &mut self,
        context: &Context,
        it: &wire::CorrectTrade,
        sink: &mut impl Sink,
    ) -> Outcome {
        let wanted = Amendment {
            trade_id: it.trade_id(),
            instrument: it.instrument(),
            taker_side: it.taker_side(),
            price: it.price(),
            quantity: it.quantity(),
            maker: *it.maker(),
            taker: *it.taker(),
            again: Some((it.new_price(), it.new_quantity())),
        };
        self.amend(context, &wanted, &it.bytes()[RequestHeader::SIZE..], sink)
    }

    /// Reverses a trade, and books it again where it is a correction, once two operators asked for the same.
    fn amend(&mut self, context: &Context, it: &Amendment, content: &[u8], sink: &mut impl Sink) -> Outcome {
        let key = (it.instrument, it.trade_id);
        let instrument = *self.instrument_mut(it.instrument)?;
        if !(1..=instrument.last_trade_id).contains(&it.trade_id) {
            return refuse(R::UnknownTrade);
        }
        if self.amendments.status(it.instrument, it.trade_id) != SettlementStatus::Settled {
            return refuse(R::TradeAlreadyAmended);
        }
        let in_range = |price: i64, quantity: u64| {
            (1..=MAX_PRICE.min(instrument.max_price)).contains(&price)
                && (1..=instrument.max_quantity).contains(&quantity)
        };
        let fee_fits = |party: &wire::TradeParty| {
            let fee = i128::from(party.fee()).unsigned_abs();
            (party.fee_asset() == instrument.base_asset || party.fee_asset() == instrument.quote_asset)
                && fee <= MAX_NOTIONAL.unsigned_abs()
        };
        if !in_range(it.price, it.quantity)
            || !it.again.is_none_or(|(price, quantity)| in_range(price, quantity))
            || !fee_fits(&it.maker)
            || !fee_fits(&it.taker)
        {
            return refuse(R::InvalidParameter);
        }
        self.person(it.maker.account())?;
        self.person(it.taker.account())?;
        match self.amendments.propose(key, context.session, content) {
            Proposal::Waiting => return refuse(R::SecondPersonRequired),
            Proposal::Full => return refuse(R::LimitExceeded),
            Proposal::Agreed => {}
        }
        self.book_amendment(&instrument, it)?;
        let status = if it.again.is_some() { SettlementStatus::Corrected } else { SettlementStatus::Busted };
        self.amendments.set(key, status);
        let (new_price, new_quantity) = it.again.unwrap_or((0, 0));
        sink.event(&wire::TradeAmended::new(
            &ReportHeader::default(),
            it.trade_id,
            it.instrument,
            status,
            it.taker_side,
            0,
            it.price,
            it.quantity,
            new_price,
            new_quantity,
            &it.maker,
            &it.taker,
        ));
        done(it.trade_id, 0)
    }

    /// The new entries of an amendment, all or none: nobody's available balance may go below zero by them.
    fn book_amendment(&mut self, instrument: &Instrument, it: &Amendment) -> Result<(), Failures> {
        let taker_side = book_side(it.taker_side);
        let entry = |party: &wire::TradeParty, side: Side| Entry {
            account: party.account(),
            side,
            fee: i128::from(party.fee()),
            fee_asset: party.fee_asset(),
        };
        let parties = [entry(&it.maker, taker_side.opposite()), entry(&it.taker, taker_side)];
        // Fees stand as they were charged where the trade is booked again.
        let changes = parties.map(|party| {
            let (base, quote) = clearing::net_change(instrument, &party, it.price, it.quantity);
            let (base_again, quote_again) = match it.again {
                Some((price, quantity)) => clearing::net_change(instrument, &party, price, quantity),
                None => (0, 0),
            };
            (party, base_again - base, quote_again - quote)
        });
        let mut failures = Failures::default();
        let mut wanted: Vec<(u32, i128)> = Vec::with_capacity(4);
        for (party, base, quote) in &changes {
            for (asset, change) in [(instrument.base_asset, *base), (instrument.quote_asset, *quote)] {
                let row = self.ledger.row_or_make(party.account, asset);
                match wanted.iter_mut().find(|(it, _)| *it == row) {
                    Some((_, sum)) => *sum += change,
                    None => wanted.push((row, change)),
                }
            }
        }
        for &(row, change) in &wanted {
            if self.ledger.row(row).available + change < 0 {
                failures.add(R::InsufficientBalance, 0);
            }
        }
        if !failures.is_empty() {
            return Err(failures);
        }
        for &(row, change) in &wanted {
            self.ledger.credit(row, change);
        }
        if it.again.is_none() {
            for party in &parties {
                self.ledger.book_fee_back(party.fee_asset, party.fee);
            }
        }
        for party in &parties {
            if let Some(at) = self.positions.find(party.account, it.instrument) {
                let sign = if party.side == Side::Buy { 1 } else { -1 };
                let back = -sign * it.quantity as i64;
                self.orders.touch(at);
                let position = self.positions.get_mut(at);
                position.fill(back, instrument.notional(it.price, it.quantity));
                if let Some((price, quantity)) = it.again {
                    position.fill(sign * quantity as i64, instrument.notional(price, quantity));
                }
                self.orders.reducing.note(at);
            }
        }
        Ok(())
    }
}

/// A trade as it was, and as it shall be.
struct Amendment {
    trade_id: u64,
    instrument: u32,
    taker_side: wire::Side,
    price: i64,
    quantity: u64,
    maker: wire::TradeParty,
    taker: wire::TradeParty,
    again: Option<(i64, u64)>,
}
