//! Values in a snapshot, each in a fixed form.

use super::{SnapshotError, Source};

/// A value with a fixed form in bytes, little endian.
pub(super) trait Code: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError>;

    fn put_all(items: &[Self], out: &mut Vec<u8>) {
        items.iter().for_each(|item| item.put(out));
    }
    fn get_all<const N: usize>(from: &mut impl Source) -> Result<[Self; N], SnapshotError> {
        let mut failed = None;
        let array = std::array::from_fn(|_| match Self::get(from) {
            Ok(value) => Some(value),
            Err(error) => {
                failed.get_or_insert(error);
                None
            }
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(array.map(|value| value.expect("every item was read"))),
        }
    }
}

/// Bytes are read and written as they stand, all at once: ids are most of a snapshot.
impl Code for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
        Ok(u8::get_all::<1>(from)?[0])
    }

    fn put_all(items: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(items);
    }
    fn get_all<const N: usize>(from: &mut impl Source) -> Result<[u8; N], SnapshotError> {
        let mut bytes = [0; N];
        from.take(&mut bytes)?;
        Ok(bytes)
    }
}

impl<T: Code, const N: usize> Code for [T; N] {
    fn put(&self, out: &mut Vec<u8>) {
        T::put_all(self, out);
    }
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
        T::get_all(from)
    }
}
