//! What a process keeps of what it held.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

/// Resident memory of this process, in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn what_is_free_again_goes_back() {
    tapebook_memory::keep_little();
    // One of 24 MiB that is freed would make all smaller ones count as small.
    drop(vec![1u8; 24 << 20]);
    let before = resident();
    // Among what is freed something small stays, as it does in a server.
    let held: Vec<(Vec<u8>, Box<[u8; 64]>)> =
        (0..16).map(|_| (vec![1; 2 << 20], Box::new([1; 64]))).collect();
    assert!(resident() > before + (30 << 10));
    let small: Vec<Box<[u8; 64]>> = held.into_iter().map(|(_, small)| small).collect();
    let kept = resident().saturating_sub(before);
    assert!(kept < 2 << 10, "{kept} KiB are kept of 32 MiB beside {} small ones", small.len());
}
