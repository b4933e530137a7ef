//! When orders expire that are good till a time, in a snapshot.

use super::*;

impl Engine {
    /// By order id.
    pub(super) fn write_expiries<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let expires = open.filter(|(_, order)| order.time_in_force == TimeInForce::Gtd);
        let mut ids: Vec<u64> = expires.map(|(_, order)| order.id).collect();
        ids.sort_unstable();
        to.list(ids.into_iter(), |to, id| to.put((id, self.orders.expiries.of(id))));
    }

    pub(super) fn read_expiries(
        &mut self,
        from: &mut impl Source,
        saved: &[SavedOrder],
        by_id: &Table,
    ) -> Result<(), SnapshotError> {
        let expiries: Vec<(u64, u64)> = get_list(from)?;
        let mut last = 0;
        for &(id, at) in &expiries {
            let it = find_saved(by_id, saved, id).ok_or(SnapshotError::Invalid("expiries"))?;
            let is_gtd = saved[it].order.time_in_force == TimeInForce::Gtd;
            // What was due has fired.
            check(is_gtd && id > last && at > self.time, "expiries")?;
            last = id;
            self.orders.expiries.insert(id, at);
        }
        let marked = saved.iter().filter(|it| it.order.time_in_force == TimeInForce::Gtd).count();
        check(marked == expiries.len(), "expiries")
    }
}
