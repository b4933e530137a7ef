//! Accounts: whether they may act, at what fees, and what hangs on them.

use crate::limits::NO_BOUNDS;
use crate::orders::OpenOrders;
use crate::reject::Failures;
use crate::requests::Window;
use tapebook_schema::{AccountStatus, RejectReason};

/// End of an account's list of bindings.
pub const NO_BINDING: u32 = u32::MAX;

/// One account. Accounts are numbered from 0; those below `ledger::FIRST_ACCOUNT` are the house's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    pub status: AccountStatus,
    /// Fee tier, 0 to 15.
    pub tier: u8,
    /// Accounts of one group do not trade with each other; 0 for none.
    pub stp_group: u32,
    pub open: OpenOrders,
    pub window: Window,
    /// First session that hears of this account.
    pub binding: u32,
    /// Accounts whose limits add up; 0 for none.
    pub risk_group: u32,
    /// Where its limits stand in `limits::Limits`; derived.
    pub limits: u32,
    /// When every open order is canceled unless CancelAfter comes again; 0 for never.
    pub cancel_at: u64,
    /// The position it last traded on: where the next order's most often is. Derived, in no snapshot.
    pub last_position: u32,
}

impl Account {
    pub fn new(tier: u8) -> Self {
        Self {
            status: AccountStatus::Active,
            tier,
            stp_group: 0,
            open: OpenOrders::default(),
            window: Window::default(),
            binding: NO_BINDING,
            risk_group: 0,
            limits: NO_BOUNDS,
            cancel_at: 0,
            last_position: 0,
        }
    }

    /// May it enter and change orders?
    #[inline]
    pub(crate) fn check_active(&self, failures: &mut Failures) {
        match self.status {
            AccountStatus::Active => {}
            AccountStatus::Frozen => failures.add(RejectReason::AccountFrozen, 0),
            _ => failures.add(RejectReason::AccountClosed, 0),
        }
    }

    /// Is an order of `other` this account's own, for self-trade prevention?
    pub fn is_self(&self, index: u32, other: &Account, other_index: u32) -> bool {
        index == other_index || (self.stp_group != 0 && self.stp_group == other.stp_group)
    }
}
