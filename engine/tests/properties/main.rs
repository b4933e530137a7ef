//! Properties of the exchange over random commands, against the oracle. `LONG=1` runs millions; a failure names its
//! seed and the few commands that are left after shrinking.

#[path = "../common/mod.rs"]
mod common;
#[path = "../oracle/mod.rs"]
mod oracle;

mod audit;
mod compare;
mod generate;

use compare::check;
use generate::Mix;

// req: OB-06 OB-07 OB-10 ST-09
#[test]
fn every_event_and_balance_is_the_oracles() {
    check("every_event_and_balance_is_the_oracles", Mix::default(), 60_000);
}
