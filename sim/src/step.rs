//! The steps of a run. A list of them is a run that can be told again, shortened, and kept in a file.

use crate::disk::End;
use std::fmt;
use tapebook_schema::MessageType;

/// What is done in a turn, in this order; bits of [`Step::Turn`].
pub mod work {
    /// What clients sent reaches the exchange.
    pub const RUN: u16 = 1;
    /// The journal writes the group that waits.
    pub const COMMIT: u16 = 2;
    /// The journal finds nothing to do, and writes its watermark.
    pub const IDLE: u16 = 4;
    /// Signatures are verified.
    pub const LOGONS: u16 = 8;
    /// Events are stored, and read for who missed some.
    pub const EVENTS: u16 = 16;
    /// Market data are worked out.
    pub const FEED: u16 = 32;
    /// What is durable leaves.
    pub const RELEASE: u16 = 64;
    /// The exchange looks at its clocks.
    pub const TICK: u16 = 128;
    /// The network takes a few messages only.
    pub const NARROW: u16 = 256;
    /// Everything.
    pub const ALL: u16 = RUN | COMMIT | LOGONS | EVENTS | FEED | RELEASE | TICK;
}

/// One step of a run. Each is possible at any time; where it makes no sense it does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A client sends a request.
    Send {
        client: u32,
        kind: MessageType,
        body: Vec<u8>,
    },
    /// Work, as the bits say, after so many nanoseconds.
    Turn {
        work: u16,
        ns: u64,
    },
    /// Real time jumps by so many nanoseconds.
    Jump {
        ns: i64,
    },
    /// A client's connection breaks.
    Cut {
        client: u32,
    },
    /// A client connects, with these options.
    Connect {
        client: u32,
        options: u32,
    },
    /// A client sends again what was not answered.
    Retry {
        client: u32,
    },
    /// The process ends.
    End {
        end: End,
    },
    /// The process ends at an operation of the disk, so many from now.
    EndAt {
        operations: u64,
        end: End,
    },
    /// A process starts, if none runs.
    Start,
    /// A snapshot is made by another process.
    Snapshot,
    /// The disk has room for so many bytes more; heals without a number.
    Room {
        bytes: Option<u64>,
    },
    /// So many writes succeed, then all fail; the same for syncs.
    FailWrites {
        after: u64,
    },
    FailSyncs {
        after: u64,
    },
    /// A copy of the disk is damaged, and started from; nobody runs.
    Damage {
        seed: u64,
    },
    /// A second process is started beside the first.
    Second,
    /// Everything comes to rest, and the whole state is compared.
    Check,
    /// Faults end, and everybody gets every answer.
    Heal,
    /// The journal is replayed, from its beginning and from its snapshot, and compared with the live state.
    Replay,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Send { client, kind, body } => {
                write!(f, "send {client} {}", kind.0)?;
                f.write_str(" ")?;
                body.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            Step::Turn { work, ns } => write!(f, "turn {work} {ns}"),
            Step::Jump { ns } => write!(f, "jump {ns}"),
            Step::Cut { client } => write!(f, "cut {client}"),
            Step::Connect { client, options } => write!(f, "connect {client} {options}"),
            Step::Retry { client } => write!(f, "retry {client}"),
            Step::End { end } => write!(f, "end {}", words(*end)),
            Step::EndAt { operations, end } => write!(f, "end-at {operations} {}", words(*end)),
            Step::Start => f.write_str("start"),
            Step::Snapshot => f.write_str("snapshot"),
            Step::Room { bytes: Some(bytes) } => write!(f, "room {bytes}"),
            Step::Room { bytes: None } => f.write_str("room"),
            Step::FailWrites { after } => write!(f, "fail-writes {after}"),
            Step::FailSyncs { after } => write!(f, "fail-syncs {after}"),
            Step::Damage { seed } => write!(f, "damage {seed}"),
            Step::Second => f.write_str("second"),
            Step::Check => f.write_str("check"),
            Step::Heal => f.write_str("heal"),
            Step::Replay => f.write_str("replay"),
        }
    }
}

fn words(end: End) -> String {
    match end {
        End::Kill => "kill".to_owned(),
        End::Power(seed) => format!("power {seed}"),
    }
}

impl Step {
    /// Reads what [`fmt::Display`] writes; nothing for another line.
    pub fn parse(line: &str) -> Option<Step> {
        let mut rest = line.split_whitespace();
        let name = rest.next()?;
        let mut number = || rest.next().and_then(|it| it.parse::<u64>().ok());
        Some(match name {
            "send" => {
                let (client, kind) = (number()? as u32, MessageType(number()? as u16));
                let hex = rest.next()?;
                let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
                let body: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(byte).collect();
                Step::Send { client, kind, body: body? }
            }
            "turn" => Step::Turn { work: number()? as u16, ns: number()? },
            "jump" => Step::Jump { ns: rest.next()?.parse().ok()? },
            "cut" => Step::Cut { client: number()? as u32 },
            "connect" => Step::Connect { client: number()? as u32, options: number()? as u32 },
            "retry" => Step::Retry { client: number()? as u32 },
            "end" => Step::End { end: parse_end(&mut rest)? },
            "end-at" => {
                let operations = number()?;
                Step::EndAt { operations, end: parse_end(&mut rest)? }
            }
            "start" => Step::Start,
            "snapshot" => Step::Snapshot,
            "room" => Step::Room { bytes: number() },
            "fail-writes" => Step::FailWrites { after: number()? },
            "fail-syncs" => Step::FailSyncs { after: number()? },
            "damage" => Step::Damage { seed: number()? },
            "second" => Step::Second,
            "check" => Step::Check,
            "heal" => Step::Heal,
            "replay" => Step::Replay,
            _ => return None,
        })
    }
}

fn parse_end<'a>(rest: &mut impl Iterator<Item = &'a str>) -> Option<End> {
    match rest.next()? {
        "kill" => Some(End::Kill),
        "power" => Some(End::Power(rest.next()?.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let steps = [
            Step::Send { client: 3, kind: MessageType::NewOrder, body: vec![0, 255, 16] },
            Step::Turn { work: work::ALL, ns: 7 },
            Step::Jump { ns: -5 },
            Step::End { end: End::Power(9) },
            Step::EndAt { operations: 4, end: End::Kill },
            Step::Room { bytes: Some(3) },
            Step::Room { bytes: None },
            Step::Replay,
        ];
        for step in steps {
            assert_eq!(Step::parse(&step.to_string()), Some(step));
        }
        assert_eq!(Step::parse("sned 1"), None);
    }
}
