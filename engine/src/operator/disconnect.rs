//! Cancel on disconnect (rules section 5): what becomes of a session's orders when it is lost.
//!
//! What it may keep is its own choice at log-on, which is journaled. Where an auction is about to end nothing is
//! canceled under it: the orders take part, and what is left of them is canceled after it, unless the session is back by
//! then.

use super::*;
use crate::members::{CANCEL_ON_DISCONNECT, KEEP_GTC, KEEP_GTD, KEEP_ON_LOGOUT};
use crate::phases::{is_auction, is_collecting};
use crate::trading::QUOTE;
use std::collections::BTreeSet;
use tapebook_schema::TimeInForce;

/// Does a session with these options lose this order with its connection?
fn is_canceled(options: u32, order: &Order) -> bool {
    match order.time_in_force {
        // Quotes are no wish to stand until canceled.
        TimeInForce::Gtc => options & KEEP_GTC == 0 || order.flags & QUOTE != 0,
        TimeInForce::Gtd => options & KEEP_GTD == 0,
        _ => true,
    }
}

impl Engine {
    pub(crate) fn session_started(&mut self, it: &wire::SessionStarted, sink: &mut impl Sink) {
        if let Some(member) = self.members.get_mut(it.session()) {
            member.live = true;
            member.options = it.options();
            let id = u64::from(it.session());
            sink.event(&wire::Applied::new(&ReportHeader::default(), MessageType::SessionStarted, 0, 0, id));
            self.phases.spare(it.session());
        }
    }

    pub(crate) fn session_lost(&mut self, it: &wire::SessionLost, sink: &mut impl Sink) {
        if self.members.get(it.session()).is_some_and(|member| member.live) {
            let id = u64::from(it.session());
            sink.event(&wire::Applied::new(&ReportHeader::default(), MessageType::SessionLost, 0, 0, id));
            self.lose(it.session(), it.logged_out() == 1, sink);
        }
    }

    /// A session is over. O(open orders of its accounts).
    pub(super) fn lose(&mut self, session: u32, logged_out: bool, sink: &mut impl Sink) {
        let Some(member) = self.members.get_mut(session) else { return };
        member.live = false;
        let options = member.options;
        if options & CANCEL_ON_DISCONNECT == 0 || (logged_out && options & KEEP_ON_LOGOUT != 0) {
            return;
        }
        let accounts = member_accounts(self, session);
        let mut guarded = BTreeSet::new();
        for &(account, _) in &accounts {
            for (_, order) in self.orders.of_account(&self.accounts[account as usize].open) {
                if order.session == session && self.is_guarded(order.instrument) {
                    guarded.insert(order.instrument);
                }
            }
        }
        for (account, _) in accounts {
            let fits = |order: &Order| {
                order.session == session
                    && is_canceled(options, order)
                    && !guarded.contains(&order.instrument)
            };
            self.end_orders_of(account, EndReason::Disconnect, None, fits, sink);
        }
        for instrument in guarded {
            self.phases.hold_back(instrument, session);
        }
    }

    /// May the instrument's auction end within its guard from now on?
    fn is_guarded(&self, instrument: u32) -> bool {
        let status = self.instruments[instrument as usize].status;
        let phase = self.phases.get(instrument);
        let uncrosses = |to| match to {
            InstrumentStatus::Continuous => is_collecting(status),
            InstrumentStatus::Closed => is_auction(status),
            _ => false,
        };
        let near = self.time.saturating_add(phase.rules.guard_ns);
        phase.rules.guard_ns > 0 && phase.next().is_some_and(|it| uncrosses(it.status) && it.time <= near)
    }

    /// The auction is over that held back the cancels of lost sessions. O(open orders of their accounts).
    pub(crate) fn end_lost(&mut self, instrument: u32, sink: &mut impl Sink) {
        while let Some(session) = self.phases.take_lost(instrument) {
            let options = self.members.get(session).map_or(0, |member| member.options);
            for (account, _) in member_accounts(self, session) {
                let fits = |order: &Order| {
                    order.session == session && order.instrument == instrument && is_canceled(options, order)
                };
                self.end_orders_of(account, EndReason::Disconnect, None, fits, sink);
            }
        }
    }
}

fn member_accounts(engine: &Engine, session: u32) -> Vec<(u32, u64)> {
    engine.members.get(session).map(|member| member.bound.clone()).unwrap_or_default()
}
