//! npm `nodejs-order-book`, in a Node process that is given the flow as a file and measures itself.

use crate::Peer;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tapebook_bench::flow::Message;
use tapebook_bench::measure::Outcome;
use tapebook_bench::prepare::{FillDigest, Step};
use tapebook_engine::book::Side;

pub struct Node {
    flow: PathBuf,
    reduced: u64,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

impl Node {
    pub fn new(steps: &[Step]) -> Result<Self, String> {
        if !folder().join("node_modules/nodejs-order-book").exists() {
            return Err(format!("not installed: run npm ci in {}", folder().display()));
        }
        let flow = std::env::temp_dir().join(format!("tapebook-peer-{}.flow", std::process::id()));
        let mut bytes = Vec::with_capacity(steps.len() * 16);
        let mut reduced = 0;
        for step in steps {
            let side = u32::from(step.side == Side::Sell);
            let (kind, id, price, quantity) = match step.message {
                Message::New { id, price, quantity, is_immediate, .. } => {
                    (u32::from(is_immediate), id, price, quantity)
                }
                Message::Cancel { id } => (2, id, 0, 0),
                Message::Replace { id, price, quantity, .. } => {
                    reduced += u64::from(step.keeps_place);
                    (3 + u32::from(step.keeps_place), id, price, quantity)
                }
            };
            for word in [kind | side << 8, id, price as u32, quantity as u32] {
                bytes.extend_from_slice(&word.to_le_bytes());
            }
        }
        std::fs::write(&flow, bytes).map_err(|error| format!("{}: {error}", flow.display()))?;
        Ok(Self { flow, reduced })
    }

    /// Runs the script; it answers `ns fills quantity lane lane`.
    fn script(&self, how: &str) -> Result<[u64; 5], String> {
        let output = Command::new("node")
            .arg(folder().join("node-peer.mjs"))
            .arg(&self.flow)
            .arg(how)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("node does not start: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let words: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        words.try_into().map_err(|_| format!("its script ended with {}", output.status))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.flow);
    }
}

impl Peer for Node {
    fn name(&self) -> &'static str {
        "nodejs-order-book"
    }

    fn emulated(&self) -> Vec<(&'static str, u64)> {
        vec![(
            "a reduction that keeps its place goes to its side's own method, as modify gives the place up",
            self.reduced,
        )]
    }

    fn check(&mut self) -> Result<FillDigest, String> {
        let [_, fills, _, a, b] = self.script("check")?;
        Ok(FillDigest { lanes: [a as u32, b as u32], fills })
    }

    fn run(&mut self) -> (f64, Outcome) {
        match self.script("measure") {
            Ok([ns, fills, quantity, ..]) => (ns as f64, Outcome { fills, quantity, resting: 0 }),
            Err(_) => (f64::NAN, Outcome::default()),
        }
    }
}
