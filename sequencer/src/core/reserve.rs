//! What is still taken when the disk is full but for a reserve.

use tapebook_schema::MessageType;

/// Requests that are taken from the reserve of a full disk.
pub(super) fn reduces_risk(kind: MessageType) -> bool {
    matches!(
        kind,
        MessageType::CancelOrder
            | MessageType::CancelAll
            | MessageType::CancelQuotes
            | MessageType::CancelOrderList
            | MessageType::CancelAfter
            | MessageType::SetInstrumentStatus
            | MessageType::SetAccountStatus
            | MessageType::RevokeKey
    )
}
