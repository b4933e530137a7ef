//! Offsets as our parser computes them, against flatc's accessors.

use core::ops::Range;

#[rustfmt::skip]
mod fields;

/// Whether exactly the bytes of the range are set.
fn only(bytes: &[u8], range: Range<usize>) -> bool {
    let expected = |at| if range.contains(&at) { 0xff } else { 0 };
    (0..bytes.len()).all(|at| bytes[at] == expected(at))
}
