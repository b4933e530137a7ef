//! Damage behind everybody's back: a copy of the disk loses a bit, a sector, a file or its last writes, and is
//! started from. It must be refused, or come back as the undamaged disk does, or be found out by the first client
//! that knows better. Silence is the fault.

use crate::client::Client;
use crate::clock::{SimClock, random_bytes};
use crate::disk::{SECTOR, SimDisk};
use crate::random::Random;
use crate::violation::{Violation, broken, guarded, holds, name};
use crate::world::{World, open_settings};
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason, write_frame};
use tapebook_sequencer::{Output, Stepped, open_stepped};

/// The session of the operator, and commands of others at most before somebody finds out.
const OPERATOR: u32 = 1;
const MOST_OTHERS: u64 = 60;

type Opened = Stepped<SimDisk, SimClock>;

/// Damages a copy of the disk and judges what comes of it: what was done, and what became of it.
pub fn try_one(world: &World, random: &mut Random) -> Result<[&'static str; 2], Violation> {
    let clean = world.disk.fork();
    let damaged = world.disk.fork();
    let (done, what) = hurt(&damaged, random);
    let start = |disk: &SimDisk| {
        let settings = open_settings(&world.config);
        open_stepped(disk.clone(), &settings, world.clock.clone(), random_bytes)
    };
    let good = match start(&clean) {
        Ok(good) => good,
        Err(error) => return broken(name::STARTS, error.to_string()),
    };
    let outcome = guarded(name::DAMAGE, || start(&damaged))?;
    let Ok(mut hurt) = outcome else { return Ok([done, "damage refused"]) };
    let (came, whole) = (hurt.recovery.last_sequence, good.recovery.last_sequence);
    if came == whole {
        let same = hurt.core.state().hash() == good.core.state().hash();
        holds(same, name::DAMAGE, || format!("{what}: another state came back"))?;
        return Ok([done, "damage harmless or repaired"]);
    }
    let told = world.clients.iter().map(|it| it.last.1).max().unwrap_or(0);
    if came >= told {
        return Ok([done, "damage cut what nobody was told of"]);
    }
    // Others may come first, and be given the numbers of what is gone.
    let others = if random.chance(50) { told + 1 - came } else { 0 };
    let halts = guarded(name::DAMAGE, || is_found_out(world, &mut hurt, others))?;
    holds(halts, name::DAMAGE, || {
        format!("{what}: commands {came} to {told} are gone, and the exchange goes on")
    })?;
    Ok([done, "damage found out by a client"])
}

/// Hurts a disk; the kind of damage, and what was done in words.
fn hurt(disk: &SimDisk, random: &mut Random) -> (&'static str, String) {
    let files = disk.files();
    let kind = random.below(100);
    // The journal more often than its number of files would have it.
    let journal: Vec<_> = files.iter().filter(|it| it.0.starts_with("journal-")).cloned().collect();
    // A snapshot as often as all others: a start reads one, and only the newest.
    let snapshot: Vec<_> =
        files.iter().rfind(|it| it.0.starts_with("snapshot-")).cloned().into_iter().collect();
    let some = match random.below(100) {
        0..50 if !journal.is_empty() => &journal,
        50..75 if !snapshot.is_empty() => &snapshot,
        _ => &files,
    };
    let usable: Vec<_> = some.iter().filter(|it| it.1 > SECTOR).collect();
    if usable.is_empty() {
        return ("nothing to damage", String::new());
    }
    let (name, length) = usable[random.below(usable.len() as u64) as usize].clone();
    let place = |random: &mut Random| random.below((length / SECTOR) as u64) as usize * SECTOR;
    match kind {
        0..40 => {
            // A bit of what was written, which is at the beginning of a preallocated file.
            let reach = written_bytes(disk, &name).unwrap_or(length).clamp(1, length);
            let (at, bit) = (random.below(reach as u64) as usize, random.below(8));
            disk.tamper(&name, |bytes| bytes[at] ^= 1 << bit);
            ("a bit flipped", format!("bit {bit} of byte {at} of {name} flipped"))
        }
        40..50 => {
            let at = place(random);
            disk.tamper(&name, |bytes| bytes[at..at + SECTOR].fill(0));
            ("a sector zeroed", format!("sector at {at} of {name} zeroed"))
        }
        50..62 => {
            let (from, to) = (place(random), place(random));
            disk.tamper(&name, |bytes| bytes.copy_within(from..from + SECTOR, to));
            ("a sector written elsewhere", format!("sector at {from} of {name} written to {to} too"))
        }
        62..70 => {
            let to = random.below(length as u64) as usize;
            disk.tamper(&name, |bytes| bytes.truncate(to));
            ("a file cut short", format!("{name} cut to {to} bytes"))
        }
        70..78 => {
            disk.take(&name);
            ("a file missing", format!("{name} removed"))
        }
        78..84 => {
            let digits: u64 =
                name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
            let other = format!("journal-{:020}.seg", digits + 1 + random.below(50));
            let bytes = if random.chance(50) { disk.take(&name) } else { disk.fork().take(&name) };
            disk.put(&other, bytes.unwrap_or_default());
            ("a file under another name", format!("{name} found as {other}"))
        }
        _ => ("last writes lost", lose_writes(disk, random)),
    }
}

/// How far groups reach in a segment.
fn written_bytes(disk: &SimDisk, name: &str) -> Option<usize> {
    disk.groups().iter().rev().find(|it| *it.file == *name).map(|it| it.offset + it.length)
}

/// The last writes of the journal were confirmed and never made: a disk that lies. The events, which are never
/// synced, may be gone with them.
fn lose_writes(disk: &SimDisk, random: &mut Random) -> String {
    let groups = disk.groups();
    let count = (1 + random.below(5)).min(groups.len() as u64) as usize;
    for group in &groups[groups.len() - count..] {
        disk.tamper(&group.file, |bytes| {
            let end = (group.offset + group.length).min(bytes.len());
            bytes[group.offset.min(end)..end].fill(0);
        });
    }
    if random.chance(50) {
        for (name, length) in disk.files() {
            if name.starts_with("events-") {
                disk.tamper(&name, |bytes| bytes.truncate(length / 2));
            }
        }
    }
    format!("the last {count} groups were never written")
}

/// Where the exchange sends: the last message is enough, and whether it closed.
#[derive(Default)]
struct Line(Vec<u8>, bool);

impl Output for Line {
    fn send(&mut self, _connection: u32, bytes: &[u8], close: Option<RejectReason>) -> usize {
        self.0 = bytes.to_vec();
        self.1 |= close.is_some();
        bytes.len()
    }
    fn publish(&mut self, _to: &[u32], _bytes: &[u8]) -> bool {
        true
    }
}

/// A client's log-on over a connection of its own; false where the exchange lets nobody in.
fn log_on(
    opened: &mut Opened,
    line: &mut Line,
    connection: u32,
    logon: impl Fn(&[u8; 32]) -> wire::Logon,
) -> bool {
    let Stepped { core, hands, .. } = opened;
    core.connect(connection);
    core.release(line);
    let Ok((header, body, _)) = wire::parse_frame(&line.0) else { return false };
    if header.type_() != MessageType::Challenge {
        return false;
    }
    let Some(challenge) = wire::Challenge::from_bytes(body) else { return false };
    let mut frame = Vec::new();
    write_frame(&mut frame, &logon(challenge.nonce_bytes()), 0);
    let mut inbox = connection.to_le_bytes().to_vec();
    inbox.extend_from_slice(&(frame.len() as u32).to_le_bytes());
    inbox.extend_from_slice(&frame);
    core.run(&inbox);
    while hands.logons.step() {}
    // What is said to it waits for what others had written, and groups of others fill up.
    for _ in 0..3 {
        core.release(line);
        core.tick();
        core.committer().step(true);
    }
    core.release(line);
    true
}

/// Does the exchange halt when the client that heard most logs on, after so many commands of others? Where nothing at
/// all is left, it does not know the client and lets nobody in.
fn is_found_out(world: &World, opened: &mut Opened, others: u64) -> bool {
    let Some(client) = world.clients.iter().max_by_key(|it| it.last.1) else { return false };
    let mut line = Line::default();
    let newcomer = Client::new(OPERATOR);
    // Under a key of its own the command that it heard of has to do; under that of others its last report's number.
    let mut witness = Client::new(client.session);
    witness.last = if client.session == OPERATOR { client.last } else { (0, client.last.1) };
    for connection in 1..=(others.min(MOST_OTHERS) as u32) {
        // One that holds nothing yet comes, and its coming is a command.
        if !log_on(opened, &mut line, connection, |nonce| newcomer.logon(nonce)) {
            return false;
        }
        opened.core.disconnect(connection);
        opened.core.tick();
    }
    line.1 = false;
    if !log_on(opened, &mut line, MOST_OTHERS as u32 + 1, |nonce| witness.logon(nonce)) {
        return false;
    }
    opened.core.failure().is_some() || line.1
}
