//! Orders with attributes that a plain order does not have.

use super::*;

impl Engine {
    /// Takes or refuses an advanced order.
    pub(crate) fn new_advanced_order(
        &mut self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        if it.type_() == OrderType::Pegged {
            return self.new_pegged_order(context, it, body, sink);
        }
        let (kind, request) = (MessageType::NewAdvancedOrder, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        let failures = RejectReason::UnsupportedOrderType.into();
        self.reject(context, context.account, request, kind, it.instrument(), 0, failures, sink);
    }
}
