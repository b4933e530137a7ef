//! The one place with unsafe code: asking the processor for memory before it is needed.
//!
//! A prefetch reads nothing into the program and cannot fault, so it changes no outcome. It is here because a
//! measurement proved its worth (docs/internals/performance.md): a load that only warms the cache stalls as long as
//! the one it is to save.
#![allow(unsafe_code)]

/// Asks for the lines of an element; an index beyond the slice is passed over.
#[inline(always)]
pub fn prefetch<T>(slice: &[T], index: usize) {
    let Some(element) = slice.get(index) else { return };
    let address = std::ptr::from_ref(element);
    for line in (0..size_of::<T>()).step_by(64) {
        prefetch_line(address.cast::<u8>().wrapping_add(line));
    }
}

#[inline(always)]
fn prefetch_line(address: *const u8) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: a prefetch of any address is without effect on what the program sees, and this one is of a live element.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(address.cast());
    }
    #[cfg(all(target_arch = "aarch64", not(miri)))]
    // SAFETY: as above.
    unsafe {
        std::arch::asm!("prfm pldl1keep, [{0}]", in(reg) address, options(nostack, readonly, preserves_flags));
    }
    #[cfg(any(miri, not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
    let _ = address;
}
