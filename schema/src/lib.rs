//! The wire protocol: types and checks generated from `wire.fbs`, and the few helpers around them.
//!
//! A received message goes through `parse_frame` and `verify` before a field of it is read.
#![deny(unsafe_code)]

mod amount;
pub mod client_id;
mod frame;

#[rustfmt::skip]
mod generated {
    pub mod messages;
    // flatc's output reads fields by pointer casts.
    #[allow(unsafe_code, unused, clippy::all, rustdoc::all, mismatched_lifetime_syntaxes)]
    pub mod wire;
}

pub use frame::{MAX_FRAME, put_frame, write_frame, write_frame_with};
pub use generated::messages::{
    Message, body_size, is_client_message, is_request, is_variable, parse_frame, verify,
};
pub use generated::wire::tapebook::wire::*;
