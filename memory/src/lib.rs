//! The system's allocator, with huge pages for large arrays, told to keep little of what is free again.
//!
//! The engine's state is a few arrays of up to gigabytes, touched at random. With pages of 4 KiB most touches also miss
//! the processor's table of pages; with pages of 2 MiB they do not. So allocations from [`LARGE`] on are marked for
//! transparent huge pages (`madvise`, MADV_HUGEPAGE). Where the kernel has none, the mark is refused and nothing else
//! changes.

mod arenas;
mod counting;

pub use arenas::keep_little;
pub use counting::{CountingAllocator, allocations};
use std::alloc::{GlobalAlloc, Layout, System};

/// Allocations from here on are marked, in bytes: two huge pages, of which at least one lies whole within.
pub const LARGE: usize = 4 << 20;
const PAGE: usize = 4096;

/// To be named `#[global_allocator]` by a program.
pub struct HugePages;

/// Marks the whole pages of an allocation.
fn mark(start: *mut u8, size: usize) {
    if size < LARGE || start.is_null() {
        return;
    }
    let skip = start.align_offset(PAGE);
    let length = (size - skip) / PAGE * PAGE;
    // Refused by a kernel without huge pages, which changes nothing.
    #[cfg(target_os = "linux")]
    // SAFETY: the range lies within a live allocation of ours, and this advice changes no byte of it.
    let _ = unsafe {
        use rustix::mm::{Advice, madvise};
        madvise(start.wrapping_add(skip).cast(), length, Advice::LinuxHugepage)
    };
    #[cfg(not(target_os = "linux"))]
    let _ = length;
}

// SAFETY: every call goes to the system's allocator as it came, and what it gives is given on as it is.
unsafe impl GlobalAlloc for HugePages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are those that System asks for; the same holds below.
        let start = unsafe { System.alloc(layout) };
        mark(start, layout.size());
        start
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        let start = unsafe { System.alloc_zeroed(layout) };
        mark(start, layout.size());
        start
    }

    unsafe fn realloc(&self, before: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        let start = unsafe { System.realloc(before, layout, size) };
        mark(start, size);
        start
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(start, layout) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[global_allocator]
    static ALLOCATOR: HugePages = HugePages;

    /// Bytes of this process that may stand on huge pages.
    fn marked() -> usize {
        let maps = std::fs::read_to_string("/proc/self/smaps").unwrap_or_default();
        let mut size = 0;
        let mut sum = 0;
        for line in maps.lines() {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("Size:") => size = words.next().and_then(|it| it.parse().ok()).unwrap_or(0),
                Some("VmFlags:") if words.any(|flag| flag == "hg") => sum += size * 1024,
                _ => {}
            }
        }
        sum
    }

    #[test]
    fn large_arrays_are_marked_and_small_ones_are_not() {
        let before = marked();
        let small = vec![1u8; LARGE / 4];
        assert_eq!(marked(), before);
        let mut large = vec![0u8; 4 * LARGE];
        large[3 * LARGE] = 7;
        large.reserve_exact(12 * LARGE);
        assert_eq!((large[3 * LARGE], large[0], small[1]), (7, 0, 1));
        let has_huge_pages = std::path::Path::new("/sys/kernel/mm/transparent_hugepage").exists();
        assert!(!has_huge_pages || marked() >= before + 4 * LARGE - 2 * PAGE);
    }
}
