//! What the system's allocator keeps of memory that is free again.
//!
//! The GNU C library has an arena for each of up to eight threads a processor, and each keeps the most that it ever
//! held. What it gives back at once are large allocations alone, and what counts as large rises, up to 32 MiB, with
//! each of them that is freed. A server whose threads hand buffers to each other then grows for hours, although it holds
//! no more than at first.

/// Bounds what is kept, for the whole process: threads that come share the arenas there are, allocations from 1 MiB on
/// are given back when they are freed, and so is what is free at an arena's end beyond 1 MiB. To be called before
/// threads are started. Where the C library is another, nothing changes.
pub fn keep_little() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // As <malloc.h> numbers them.
        const TRIM_THRESHOLD: i32 = -1;
        const MMAP_THRESHOLD: i32 = -3;
        const ARENA_MAX: i32 = -8;
        unsafe extern "C" {
            fn mallopt(what: i32, value: i32) -> i32;
        }
        for (what, value) in [(ARENA_MAX, 2), (MMAP_THRESHOLD, 1 << 20), (TRIM_THRESHOLD, 1 << 20)] {
            // SAFETY: it takes two numbers and touches nothing of ours; refused, it changes nothing.
            unsafe { mallopt(what, value) };
        }
    }
}
