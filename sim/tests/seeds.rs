//! Some seeds of the simulator, and every run that once found a fault.

use tapebook_sim::config::CANARY;
use tapebook_sim::run::{parse, run_seed, run_steps};
use tapebook_sim::violation::name;

/// The first seed of the runs below.
const FIRST: u64 = 1;

// req: EV-02 EV-03 EV-04 EV-14 DP-08 ST-09 AL-10
#[test]
fn every_invariant_holds_over_some_seeds() {
    let seeds = if std::env::var_os("LONG").is_some() { 2_000 } else { 24 };
    let mut commands = 0;
    for seed in FIRST..FIRST + seeds {
        match run_seed(seed) {
            Ok(summary) => commands += summary.commands,
            Err(failure) => panic!("seed {seed} broke {}", failure.violation),
        }
    }
    println!("{seeds} seeds, {commands} commands");
    assert!(commands > 5_000 * seeds, "{commands} commands");
}

// req: EV-04
#[test]
fn a_seed_repeats_its_run() {
    for seed in [3, 7, 11] {
        let runs = [run_seed(seed), run_seed(seed)].map(|it| it.expect("it holds"));
        assert_eq!((runs[0].commands, runs[0].answered), (runs[1].commands, runs[1].answered));
        assert_eq!(runs[0].tally, runs[1].tally);
    }
}

#[test]
fn a_disk_that_lies_is_found_out() {
    let failure = run_seed(CANARY).expect_err("the canary sings");
    let found = failure.violation.invariant;
    assert!(found == name::ACKED_DURABLE || found == name::STARTS, "{}", failure.violation);
}

#[test]
fn what_once_broke_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/regressions");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of kept runs") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let (seed, steps) = parse(&text).unwrap_or_else(|| panic!("{} is no list of steps", path.display()));
        if let Err((at, violation)) = run_steps(seed, &steps) {
            panic!("{}: step {at} broke {violation}", path.display());
        }
        count += 1;
    }
    assert!(count > 0);
}
