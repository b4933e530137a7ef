use crate::{FrameHeader, Message};

/// Longest frame: its length is a u16 and a multiple of 8.
pub const MAX_FRAME: usize = 65_528;

const HEADER: usize = FrameHeader::SIZE;

#[inline]
fn header<M: Message>(length: usize, flags: u8) -> [u8; HEADER] {
    assert!(length <= MAX_FRAME && length.is_multiple_of(8), "frame of {length} bytes");
    FrameHeader::new(length as u16, M::TYPE, 1, flags, 0).0
}

/// Appends a frame.
#[inline]
pub fn write_frame<M: Message>(out: &mut Vec<u8>, message: &M, flags: u8) {
    write_frame_with(out, message, &[], flags);
}

/// Appends a frame with entries after its struct (Applied, snapshots and updates of books). The caller keeps the frame
/// within `MAX_FRAME` and `entries` to whole ones.
#[inline]
pub fn write_frame_with<M: Message>(out: &mut Vec<u8>, message: &M, entries: &[u8], flags: u8) {
    out.extend_from_slice(&header::<M>(HEADER + M::SIZE + entries.len(), flags));
    out.extend_from_slice(message.bytes());
    out.extend_from_slice(entries);
}

/// Writes a frame at the start of `out` and returns its length; `None`, with nothing written, if there is no room.
#[inline]
pub fn put_frame<M: Message>(out: &mut [u8], message: &M, flags: u8) -> Option<usize> {
    let length = HEADER + M::SIZE;
    let frame = out.get_mut(..length)?;
    frame[..HEADER].copy_from_slice(&header::<M>(length, flags));
    frame[HEADER..].copy_from_slice(message.bytes());
    Some(length)
}
