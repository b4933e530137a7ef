//! The runner as `make bench` starts it, on a small flow: result lines have what readers look for, the table is
//! written, and Ctrl-C leaves what is finished.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn runner(results: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("node");
    command
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("run.mjs"))
        .args(["--quick", "--json", "--runs", "1", "--program", env!("CARGO_BIN_EXE_tapebook-bench")])
        .arg("--out")
        .arg(results)
        .args(words)
        .env("TAPEBOOK_COMMIT", "0123456789")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// Checks a line's shape: an object with the fields that every result has, or a note.
fn is_result(line: &str) -> bool {
    let fields = ["bench", "flow", "subject", "value", "unit"];
    line.starts_with('{')
        && line.ends_with(",\"commit\":\"0123456789\"}")
        && (fields.iter().all(|name| line.contains(&format!("\"{name}\":"))) || line.contains("\"note\":"))
}

// req: PF-04
#[test]
fn results_are_json_lines_and_end_in_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["--orders", "2000", "--seconds", "1", "core", "book", "structures", "disk", "pipeline"];
    let output = runner(folder.path(), &words).output().expect("node starts");
    assert!(output.status.success(), "it ended with {}", output.status);

    let printed = String::from_utf8(output.stdout).expect("text");
    let kept = read(&folder.path().join("results.jsonl"));
    assert_eq!(printed, kept, "what is printed is what is kept");
    for line in printed.lines() {
        assert!(is_result(line), "no result: {line}");
    }
    for [bench, flow, subject] in [
        ["book", "static", "book"],
        ["book", "crash", "book, ids at random"],
        ["book", "one-sided", "book"],
        ["core", "swing40", "core"],
        ["core", "normal", "core/book"],
        ["structures", "many-books", "bitmap trie (ours)/B-tree"],
        ["pipeline", "swing25", "disk"],
    ] {
        let begin =
            format!("{{\"bench\":\"{bench}\",\"flow\":\"{flow}\",\"subject\":\"{subject}\",\"value\":");
        let line = printed.lines().find(|line| line.starts_with(&begin));
        let value = line.expect(&begin)[begin.len()..].split(',').next().unwrap_or_default();
        assert!(value.parse::<f64>().is_ok_and(|value| value > 0.0), "{begin}{value}");
    }

    let summary = read(&folder.path().join("summary.md"));
    let row =
        summary.lines().find(|line| line.starts_with("| `core` against our own `book` ")).expect("its row");
    assert!(row.contains("0.40x") && row.contains("0.70x") && !row.contains("not measured"), "{row}");
    assert!(summary.contains("quick: not to be quoted"));
    assert!(read(&folder.path().join("index.html")).contains("<table>"));
    assert!(read(&folder.path().join("disk-1-000-s-fdatasync.hgrm")).contains("#[Max     ="));
}

/// Ends the process if the test fails before it did.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

// req: PF-04
#[test]
fn ctrl_c_leaves_what_is_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    // Far more runs than anybody waits for.
    let words = ["--orders", "2000", "--runs", "100000", "disk", "pipeline"];
    let mut running =
        Running(runner(folder.path(), &words).stdout(Stdio::null()).spawn().expect("node starts"));
    let results = folder.path().join("results.jsonl");
    let until = Instant::now() + Duration::from_secs(60);
    while !read(&results).contains("\"bench\":\"disk\"") {
        assert!(Instant::now() < until, "no result within a minute");
        std::thread::sleep(Duration::from_millis(50));
    }
    let interrupt = Command::new("kill").args(["-INT", &running.0.id().to_string()]).status();
    assert!(interrupt.is_ok_and(|status| status.success()));
    let ended = running.0.wait().expect("it ends");
    assert_eq!(ended.code(), Some(130));
    assert!(read(&results).contains("\"bench\":\"disk\""));
    assert!(read(&folder.path().join("summary.md")).contains("| measure "));
}

#[test]
fn a_wrong_command_line_is_told_and_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [["everything"], ["--fast"], ["--runs=none"]] {
        let output = runner(folder.path(), &words).stderr(Stdio::piped()).output().expect("node starts");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("node bench/run.mjs [options]"));
    }
}
