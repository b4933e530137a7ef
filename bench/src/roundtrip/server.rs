//! Server processes: Tapebook as a user starts it, and a bare uWebSockets echo.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A process that ends with this value.
pub struct Server {
    child: Child,
    pub port: u16,
    /// 0 without one.
    pub feed_port: u16,
}

/// Folder of the repository: where this crate was built, or the current one.
pub fn repository() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if built.join("cli/bin/tapebook.js").exists() { built } else { PathBuf::from(".") }
}

impl Server {
    pub fn tapebook(
        data: &Path,
        policy: &str,
        operator_key: &Path,
        has_feed_port: bool,
    ) -> Result<Self, String> {
        let mut command = Command::new(repository().join("cli/bin/tapebook.js"));
        command
            .args(["start", "--port", "0", "--metrics-port", "0", "--json", "--policy", policy])
            // What is measured is the exchange alone.
            .args(["--no-projections", "--no-http"])
            .args(if has_feed_port { &["--feed-port", "0"][..] } else { &[] })
            .arg("--operator-key")
            .arg(operator_key)
            .arg("--data")
            .arg(data)
            .env("TAPEBOOK_LOG", "error");
        Self::start(command)
    }

    pub fn echo() -> Result<Self, String> {
        let mut command = Command::new("node");
        command.arg(repository().join("bench").join("peers/echo.mjs"));
        Self::start(command)
    }

    /// A bare publisher of so many messages of one size at once.
    pub fn publish(size: u64, topics: usize) -> Result<Self, String> {
        let mut command = Command::new("node");
        command.arg(repository().join("bench").join("peers/publish.mjs"));
        command.args(vec![size.to_string(); topics]);
        Self::start(command)
    }

    /// Starts and waits for the line that says which port it listens on.
    fn start(mut command: Command) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("node does not start: {error}"))?;
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let _ = output.read_line(&mut line);
        // Nobody reads on; what it prints at its end is small.
        std::mem::forget(output);
        match number_after(&line, "\"port\":") {
            Some(port) => {
                let feed_port = number_after(&line, "\"feed_port\":").unwrap_or(0);
                Ok(Self { child, port, feed_port })
            }
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err(format!("the server did not start: {}", line.trim()))
            }
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> f64 {
        resident_mib(&self.pid().to_string())
    }

    /// Resident memory of the processes that it started, in MiB.
    pub fn children_mib(&self) -> f64 {
        let file = format!("/proc/{0}/task/{0}/children", self.pid());
        let children = std::fs::read_to_string(file).unwrap_or_default();
        children.split_whitespace().map(resident_mib).sum()
    }

    /// CPU time so far, in nanoseconds: of the thread that runs the event loop, and of all threads.
    pub fn cpu_ns(&self) -> [u64; 2] {
        let process = format!("/proc/{}/task", self.pid());
        let mut all = 0;
        for thread in std::fs::read_dir(&process).into_iter().flatten().flatten() {
            all += thread_ns(&thread.path());
        }
        [thread_ns(&Path::new(&process).join(self.pid().to_string())), all]
    }
}

fn resident_mib(pid: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    kib.and_then(|text| text.trim().trim_end_matches(" kB").trim().parse::<f64>().ok()).unwrap_or(0.0)
        / 1024.0
}

/// Time a thread was on a CPU, as the scheduler counts it.
fn thread_ns(folder: &Path) -> u64 {
    let text = std::fs::read_to_string(folder.join("schedstat")).unwrap_or_default();
    text.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM lets it drain; the folder goes afterwards.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        for _ in 0..100 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn number_after(line: &str, name: &str) -> Option<u16> {
    let (_, rest) = line.split_once(name)?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
