//! Limits in force: what binds an account, what is set for one scope, or all that is set.

use super::MAX_REPORTS;
use tapebook_engine::Engine;
use tapebook_engine::limits::Bounds;
use tapebook_schema as wire;
use tapebook_schema::{Amount, LimitScope, LimitsOf, RejectReason, write_frame};

type Row = (LimitScope, u32, Bounds);

/// Writes the limits that are asked for, and says how many, or why none. `account` is what the session may ask about,
/// 0 for an operator's question about a scope. O(instruments) for an account, O(accounts + instruments) for all.
pub fn answer(
    engine: &Engine,
    it: &wire::QueryLimits,
    account: u32,
    out: &mut Vec<u8>,
) -> (u32, RejectReason) {
    let rows = match it.of() {
        LimitsOf::Scope => {
            engine.limits_set(it.scope(), it.id()).map(|bounds| vec![(it.scope(), it.id(), bounds)])
        }
        _ if it.scope() != LimitScope::Account => Err(RejectReason::InvalidParameter),
        LimitsOf::Account => of_account(engine, account),
        _ if it.id() != 0 => Err(RejectReason::InvalidParameter),
        _ => Ok(all(engine)),
    };
    let rows = match rows {
        Ok(rows) => rows,
        Err(reason) => return (0, reason),
    };
    for row in rows.iter().take(MAX_REPORTS as usize) {
        write_frame(out, &report(engine, it.query(), row), 0);
    }
    match u32::try_from(rows.len()) {
        Ok(count) if count <= MAX_REPORTS => (count, RejectReason::None),
        _ => (MAX_REPORTS, RejectReason::LimitExceeded),
    }
}

/// All that binds an account, its own first.
fn of_account(engine: &Engine, account: u32) -> Result<Vec<Row>, RejectReason> {
    let limits = engine.limits();
    let it = engine.accounts().get(account as usize).ok_or(RejectReason::UnknownAccount)?;
    let mut rows = vec![
        (LimitScope::Account, account, *limits.get(it.limits)),
        (LimitScope::Tier, u32::from(it.tier), *limits.tier(it.tier)),
    ];
    rows.extend(limits.groups.limits_of(it.risk_group).map(|(scope, id, bounds)| (scope, id, *bounds)));
    rows.extend(of_instruments(engine));
    rows.retain(|row| row.2 != Bounds::NONE);
    Ok(rows)
}

fn of_instruments(engine: &Engine) -> impl Iterator<Item = Row> {
    let instruments = (0..).zip(engine.instruments());
    instruments.map(|(id, it)| (LimitScope::Instrument, id, *engine.limits().get(it.limits)))
}

/// All that is set, by scope and number.
fn all(engine: &Engine) -> Vec<Row> {
    let limits = engine.limits();
    let accounts = (0..).zip(engine.accounts());
    let accounts = accounts.map(|(id, it)| (LimitScope::Account, id, *limits.get(it.limits)));
    let tiers = (0..16).map(|tier| (LimitScope::Tier, u32::from(tier), *limits.tier(tier)));
    let groups = limits.groups.all().map(|((scope, id), bounds)| (LimitScope(scope), id, bounds));
    let all = accounts.chain(tiers).chain(of_instruments(engine)).chain(groups);
    all.filter(|row| row.2 != Bounds::NONE).collect()
}

fn report(engine: &Engine, query: u64, &(scope, id, bounds): &Row) -> wire::LimitsReport {
    let (limits, now) = (engine.limits(), engine.time());
    let (volume, day_trades, open) = match scope {
        LimitScope::Account => (
            limits.activities.volume(id, now),
            limits.activities.day_trades(id, now),
            engine.accounts().get(id as usize).map_or(0, |it| it.open.count),
        ),
        LimitScope::RiskGroup | LimitScope::Member => {
            let key = (scope.0, id);
            (limits.sums.volume(key, now), 0, u32::try_from(limits.sums.open(key)).unwrap_or(u32::MAX))
        }
        _ => (0, 0, 0),
    };
    wire::LimitsReport::new(
        query,
        scope,
        0,
        0,
        id,
        &Amount::from(bounds.max_order_value),
        &Amount::from(bounds.max_position),
        &Amount::from(bounds.max_daily_volume),
        bounds.max_open_orders,
        bounds.max_impact_ppm,
        bounds.max_deviation_ppm,
        bounds.max_day_trades,
        bounds.max_orders,
        bounds.rate_window_ms,
        &Amount::from(volume),
        day_trades,
        open,
    )
}
