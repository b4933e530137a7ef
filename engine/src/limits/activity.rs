//! What accounts did that limits count: volume and day trades of the day, and how fast orders came. Days begin at 00:00
//! UTC of journaled time and are begun anew when they are looked at, so that nothing runs at midnight.

use crate::phases::{DAY_NS, NS_PER_MS};

/// What an account did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Days since 1970 of the counters below.
    pub day: u32,
    /// Pairs of an opening and a closing fill of one instrument.
    pub day_trades: u32,
    /// Millionths of a US dollar.
    pub volume: i128,
    /// How full the account's bucket of orders was at `filled_at`: an order adds the window in nanoseconds, and every
    /// nanosecond takes away as many as there may be orders in the window.
    pub level: u64,
    pub filled_at: u64,
}

impl Activity {
    fn is_of(&self, now: u64) -> bool {
        self.day == day_of(now)
    }

    fn level_at(&self, now: u64, max_orders: u32) -> u64 {
        let drained = (now - self.filled_at).saturating_mul(u64::from(max_orders));
        self.level.saturating_sub(drained)
    }
}

pub(crate) fn day_of(now: u64) -> u32 {
    (now / DAY_NS) as u32
}

/// One side of a trade, as it is counted.
#[derive(Clone, Copy)]
pub struct Counted {
    pub account: u32,
    pub position: u32,
    /// Lots before it.
    pub before: i64,
    /// Above 0 bought, below 0 sold.
    pub lots: i64,
}

/// What all accounts did.
#[derive(Default)]
pub struct Activities {
    /// Fills are counted. Set with the first limit that needs it, and for good: an exchange without such limits does
    /// not pay for them.
    pub is_counting: bool,
    accounts: Vec<Activity>,
    /// By position: when it was opened or added to last, 0 once it was closed again by a day trade.
    opened: Vec<u64>,
}

impl Activities {
    /// What an account did so far.
    pub fn of(&self, account: u32) -> Activity {
        self.accounts.get(account as usize).copied().unwrap_or_default()
    }

    /// Volume of an account on the day of `now`.
    pub fn volume(&self, account: u32, now: u64) -> i128 {
        Some(self.of(account)).filter(|it| it.is_of(now)).map_or(0, |it| it.volume)
    }

    /// Day trades of an account on the day of `now`.
    pub fn day_trades(&self, account: u32, now: u64) -> u32 {
        Some(self.of(account)).filter(|it| it.is_of(now)).map_or(0, |it| it.day_trades)
    }

    fn get_mut(&mut self, account: u32) -> &mut Activity {
        if self.accounts.len() <= account as usize {
            self.accounts.resize(account as usize + 1, Activity::default());
        }
        &mut self.accounts[account as usize]
    }

    /// Counts a fill worth `value`; `day_began` is when the instrument's trading day began. O(1).
    pub fn count(&mut self, it: Counted, value: i128, now: u64, day_began: u64) {
        if self.opened.len() <= it.position as usize {
            self.opened.resize(it.position as usize + 1, 0);
        }
        let opened = &mut self.opened[it.position as usize];
        let mut day_trades = 0;
        if it.before.signum() * it.lots.signum() < 0 {
            if *opened != 0 && *opened >= day_began {
                *opened = 0;
                day_trades = 1;
            }
            if it.lots.unsigned_abs() > it.before.unsigned_abs() {
                *opened = now;
            }
        } else {
            *opened = now;
        }
        let account = self.get_mut(it.account);
        if !account.is_of(now) {
            (account.day, account.volume, account.day_trades) = (day_of(now), 0, 0);
        }
        account.volume = account.volume.saturating_add(value);
        account.day_trades = account.day_trades.saturating_add(day_trades);
    }

    /// May an account enter one order more, at `max_orders` in `window_ms`?
    pub fn may_order(&self, account: u32, now: u64, max_orders: u32, window_ms: u32) -> bool {
        let window = u64::from(window_ms) * NS_PER_MS;
        let full = window * u64::from(max_orders);
        self.of(account).level_at(now, max_orders) <= full - window
    }

    /// Counts an order of an account. O(1).
    pub fn count_order(&mut self, account: u32, now: u64, max_orders: u32, window_ms: u32) {
        let it = self.get_mut(account);
        it.level = it.level_at(now, max_orders) + u64::from(window_ms) * NS_PER_MS;
        it.filled_at = now;
    }

    /// Accounts that did anything, rising.
    pub fn accounts(&self) -> impl Iterator<Item = (u32, Activity)> + '_ {
        (0..).zip(self.accounts.iter().copied()).filter(|(_, it)| *it != Activity::default())
    }

    /// Positions that were opened and not yet closed by a day trade, rising, with when that was.
    pub fn opened(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        (0..).zip(self.opened.iter().copied()).filter(|(_, at)| *at != 0)
    }

    /// What [`Activities::accounts`] gave.
    pub(crate) fn restore(&mut self, account: u32, it: Activity) {
        *self.get_mut(account) = it;
    }

    /// What [`Activities::opened`] gave.
    pub(crate) fn restore_opened(&mut self, position: u32, at: u64) {
        self.opened.resize(position as usize + 1, 0);
        self.opened[position as usize] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // req: VR-12
    #[test]
    fn volume_begins_anew_with_the_day() {
        let mut it = Activities::default();
        let fill = Counted { account: 20, position: 0, before: 0, lots: 5 };
        it.count(fill, 70, DAY_NS - 1, 0);
        it.count(fill, 5, DAY_NS - 1, 0);
        assert_eq!((it.volume(20, DAY_NS - 1), it.volume(20, DAY_NS), it.volume(19, 0)), (75, 0, 0));
        it.count(fill, 1, DAY_NS, 0);
        assert_eq!(it.volume(20, 2 * DAY_NS - 1), 1);
    }

    // req: VR-07
    #[test]
    fn a_day_trade_is_an_opening_and_a_closing_fill_of_one_day() {
        let mut it = Activities::default();
        let mut position = 0;
        let mut fill = |lots, now, day_began| {
            it.count(Counted { account: 16, position: 3, before: position, lots }, 0, now, day_began);
            position += lots;
            it.day_trades(16, now)
        };
        assert_eq!(fill(10, 1, 0), 0);
        assert_eq!(fill(-4, 2, 0), 1, "the first close pairs with the opening");
        assert_eq!(fill(-4, 3, 0), 1, "which is paired then");
        assert_eq!(fill(-4, 4, 0), 1, "through flat: closes, then opens the other way");
        assert_eq!(fill(1, 5, 0), 2);
        assert_eq!(fill(-3, 6, 0), 2);
        assert_eq!(fill(1, 9, 8), 2, "opened on the day before");
    }

    // req: VR-07
    #[test]
    fn a_bucket_of_orders_drains_with_time() {
        let mut it = Activities::default();
        let mut order = |now| {
            let may = it.may_order(16, now, 3, 1);
            if may {
                it.count_order(16, now, 3, 1);
            }
            may
        };
        assert!(order(100) && order(100) && order(100));
        assert!(!order(100) && !order(333_433));
        assert!(order(333_434) && !order(333_434));
        assert!(order(5_000_000) && order(5_000_000) && order(5_000_000) && !order(5_000_000));
    }
}
