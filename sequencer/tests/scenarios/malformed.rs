//! Bytes from outside: refused before a field is used, nothing journaled, nothing broken.

use crate::requests::{Flow, Random, buy, bytes_of};
use crate::world::{World, kinds, refusals};
use proptest::prelude::*;
use tapebook_schema as wire;
use tapebook_schema::{MessageType as T, RejectReason as R};

/// What a message brought: session rejects, or the reason it was closed with.
fn outcome(world: &mut World, message: &[u8]) -> (Vec<R>, Option<R>) {
    if world.peer(world.traders[0].connection).closed.is_some() {
        world.log_on_trader(0, 0);
        world.settle();
    }
    let connection = world.traders[0].connection;
    world.settle();
    world.peer_mut(connection).take();
    let (hash, commands) = (world.hash(), world.core.counters().commands);
    world.send(connection, message);
    world.settle();
    let answer = world.peer_mut(connection).take();
    let closed = world.peer(connection).closed;
    match closed {
        None => {
            assert_eq!(world.hash(), hash, "the state is as it was");
            assert_eq!(world.core.counters().commands, commands, "nothing was journaled");
        }
        Some(reason) => {
            assert_eq!(world.core.counters().commands, commands + 1, "only the lost session was");
            assert_eq!(answer.last().unwrap().read::<wire::Logout>().reason(), reason);
        }
    }
    (refusals(&answer), closed)
}

fn altered(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = bytes_of(&buy("a", 90, 1));
    change(&mut bytes);
    bytes
}

#[test]
fn frames_that_are_no_frames_close_the_connection() {
    let mut world = World::with(1);
    let good = bytes_of(&buy("a", 90, 1));
    for length in 1..good.len() {
        assert_eq!(
            outcome(&mut world, &good[..length]),
            (vec![], Some(R::MalformedFrame)),
            "cut at {length}"
        );
    }
    let cases: [(&str, Vec<u8>); 6] = [
        ("nothing", Vec::new()),
        ("length 0", altered(|it| it[0] = 0)),
        ("longer than the message", altered(|it| it[1] = 1)),
        ("a length that is no multiple of 8", altered(|it| it[0] -= 4)),
        ("reserved bytes of the header", altered(|it| it[6] = 1)),
        ("bytes after the frame", altered(|it| it.push(0))),
    ];
    for (what, bytes) in cases {
        let (_, closed) = outcome_after_good(&mut world, &bytes, what);
        assert_eq!(closed, Some(R::MalformedFrame), "{what}");
    }
}

/// As [`outcome`], where a good frame may come before the bad bytes.
fn outcome_after_good(world: &mut World, bytes: &[u8], what: &str) -> (Vec<R>, Option<R>) {
    if what != "bytes after the frame" {
        return outcome(world, bytes);
    }
    if world.peer(world.traders[0].connection).closed.is_some() {
        world.log_on_trader(0, 0);
    }
    let connection = world.traders[0].connection;
    world.send(connection, bytes);
    world.settle();
    let told = kinds(&world.peer(connection).frames);
    assert!(told.contains(&T::OrderAccepted), "what came before the damage was taken and is told: {told:?}");
    (vec![], world.peer(connection).closed)
}

#[test]
fn fields_that_are_out_of_range_are_refused_one_by_one() {
    let mut world = World::with(1);
    // Offsets of NewOrder's fields in its frame.
    let (id, side, kind, tif, stp, flags) = (8, 68, 69, 70, 71, 104);
    let cases: [(&str, Vec<u8>, R); 14] = [
        ("version", altered(|it| it[4] = 2), R::UnsupportedVersion),
        ("version 0", altered(|it| it[4] = 0), R::UnsupportedVersion),
        ("type", altered(|it| it[2..4].copy_from_slice(&[0x99, 0x09])), R::UnknownMessageType),
        ("type 0", altered(|it| it[2..4].fill(0)), R::UnknownMessageType),
        (
            "another type's length",
            altered(|it| it[2..4].copy_from_slice(&0x0204u16.to_le_bytes())),
            R::MalformedFrame,
        ),
        ("side", altered(|it| it[side] = 2), R::FieldOutOfRange),
        ("order type", altered(|it| it[kind] = 0xFF), R::FieldOutOfRange),
        ("time in force", altered(|it| it[tif] = 0xFF), R::FieldOutOfRange),
        ("stp", altered(|it| it[stp] = 5), R::FieldOutOfRange),
        ("client id empty", altered(|it| it[id] = 0), R::FieldOutOfRange),
        ("client id with a blank", altered(|it| it[id + 1] = b' '), R::FieldOutOfRange),
        ("client id with a gap", altered(|it| it[id + 3] = b'x'), R::FieldOutOfRange),
        ("client id not ASCII", altered(|it| it[id] = 0xC3), R::FieldOutOfRange),
        ("reserved", altered(|it| it[flags + 4] = 1), R::MalformedFrame),
    ];
    for (what, bytes, reason) in cases {
        assert_eq!(outcome(&mut world, &bytes), (vec![reason], None), "{what}");
    }
    assert_eq!(kinds(&world.trade(0, &buy("a", 90, 1))), [T::OrderAccepted], "and the session goes on");
}

#[test]
fn types_that_a_client_may_not_send() {
    let mut world = World::with(1);
    for kind in 0..=0x0810u16 {
        let kind = T(kind);
        let size = wire::body_size(kind);
        if size == 0 || wire::is_client_message(kind) {
            continue;
        }
        let mut bytes = vec![0; 8 + size];
        bytes[..2].copy_from_slice(&(8 + size as u16).to_le_bytes());
        bytes[2..4].copy_from_slice(&kind.0.to_le_bytes());
        bytes[4] = 1;
        let (rejects, closed) = outcome(&mut world, &bytes);
        assert_eq!(closed, None, "{kind:?}");
        assert_eq!(rejects.len(), 1, "{kind:?}");
        assert!(
            matches!(rejects[0], R::UnknownMessageType | R::FieldOutOfRange | R::MalformedFrame),
            "{kind:?}: {rejects:?}"
        );
    }
    // Well formed, and nevertheless not a client's.
    for (bytes, what) in [
        (bytes_of(&wire::Start::new(9)), "Start"),
        (bytes_of(&wire::Tick::new(0)), "Tick"),
        (bytes_of(&wire::Genesis::new(&[1; 16], &[1, 2], &[3; 32])), "Genesis"),
        (bytes_of(&wire::SessionLost::new(1, R::None, 0, 0)), "SessionLost"),
        (bytes_of(&wire::SessionStarted::new(1, 0)), "SessionStarted"),
        (bytes_of(&wire::ResumeComplete::new(1, 1)), "ResumeComplete"),
        (bytes_of(&wire::QueryDone::new(1, 1, R::None, 0, 0, 1)), "QueryDone"),
    ] {
        assert_eq!(outcome(&mut world, &bytes), (vec![R::UnknownMessageType], None), "{what}");
    }
    // A second log-on closes: its bytes can't be taken for anything else.
    let logon = wire::Logon::new(&[1; 32], &[0; 64], 0, 0, 0, 0);
    assert_eq!(outcome(&mut world, &bytes_of(&logon)), (vec![], Some(R::MalformedFrame)));
}

#[test]
fn a_count_larger_than_its_frame_is_refused() {
    let mut world = World::with(1);
    let update = wire::BookUpdate::new(0, 0, 1, 1, 1, u32::MAX, 0);
    let mut bytes = Vec::new();
    wire::write_frame_with(&mut bytes, &update, &[0; 24], 0);
    let (rejects, closed) = outcome(&mut world, &bytes);
    assert_eq!((rejects.len(), closed), (1, None));
    let snapshot = wire::BookSnapshot::new(0, 0, 1, 1, 1, u16::MAX, u16::MAX, 0, 1);
    let (rejects, closed) = outcome(&mut world, &bytes_of(&snapshot));
    assert_eq!((rejects.len(), closed), (1, None));
}

#[test]
fn questions_about_what_does_not_exist() {
    let mut world = World::with(1);
    let operator = world.operator.connection;
    for account in [15, 17, 99, 1 << 27, u32::MAX] {
        for bytes in [
            bytes_of(&wire::QueryBalances::new(1, account, 0)),
            bytes_of(&wire::QueryOrders::new(2, account, u32::MAX, 0)),
            bytes_of(&wire::QueryPositions::new(3, account, 0)),
        ] {
            world.peer_mut(operator).take();
            world.send(operator, &bytes);
            world.settle();
            assert_eq!(kinds(&world.peer_mut(operator).take()), [T::QueryDone], "{account}");
        }
    }
    for (instrument, trade) in [(0, 0), (0, u64::MAX), (7, 1), (u32::MAX, u64::MAX)] {
        let answer = world.trade(0, &wire::QueryTrade::new(4, trade, instrument, 0));
        assert_eq!(answer[0].read::<wire::SettlementReport>().status(), wire::SettlementStatus::Unknown);
    }
    let answer = world.trade(0, &wire::QueryOrders::new(5, 0, u32::MAX, u64::MAX));
    assert_eq!(kinds(&answer), [T::QueryDone]);
    let mut order = buy("s", 90, 1);
    order.set_instrument(u32::MAX);
    let answer = world.trade(0, &wire::SimulateOrder::new(6, &order));
    assert_eq!(kinds(&answer), [T::SimulationReport, T::QueryDone]);
}

/// An inbox whose own lengths lie is the server's fault, and still no reason to fall.
#[test]
fn an_inbox_that_lies_about_its_lengths() {
    let mut world = World::with(1);
    let connection = world.traders[0].connection;
    let message = bytes_of(&buy("a", 90, 1));
    for length in [0, 1, message.len() as u32 + 1, u32::MAX] {
        let mut block = connection.to_le_bytes().to_vec();
        block.extend_from_slice(&length.to_le_bytes());
        block.extend_from_slice(&message);
        world.core.run(&block);
        world.pump();
    }
    for unknown in [0, 77, 1 << 20] {
        world.core.run(&crate::world::inbox(&[(unknown, &message)]));
        world.core.disconnect(unknown);
        world.core.congested(unknown, true);
    }
    world.settle();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever comes, the exchange goes on, and its journal replays.
    #[test]
    fn random_bytes_never_break_it(seed in any::<u64>()) {
        let mut random = Random(seed);
        let mut world = World::with(2);
        let mut flow = Flow::new(seed, 'p');
        let mut connections = vec![world.traders[0].connection, world.operator.connection];
        for _ in 0..60 {
            let mut message: Vec<u8> = match random.below(4) {
                0 => (0..random.below(200)).map(|_| random.next() as u8).collect(),
                1 => any_frame(&mut random),
                _ => flow.frame(),
            };
            for _ in 0..random.below(3) {
                if !message.is_empty() {
                    let at = random.below(message.len() as u64) as usize;
                    message[at] = match random.below(3) { 0 => 0, 1 => 0xFF, _ => random.next() as u8 };
                }
            }
            if random.one_in(8) {
                message.extend(any_frame(&mut random));
            }
            let at = random.below(connections.len() as u64) as usize;
            if world.peer(connections[at]).closed.is_some() {
                // A random operator may have revoked anybody, itself included.
                let key = if at == 0 { world.traders[0].key.clone() } else { crate::world::key(1) };
                let again = if at < 2 { world.try_log_on(&key, 2 + at as u32, (0, 0)).ok() } else { None };
                connections[at] = again.unwrap_or_else(|| world.connect());
            }
            if connections.len() < 4 && random.one_in(10) {
                connections.push(world.connect());
            }
            world.send(connections[at], &message);
        }
        world.settle();
        world.core.state().engine.check_invariants().unwrap();
        let (_, report) = tapebook_sequencer::tools::replay(&world.storage.fork(), 0, &mut |_, _| true).unwrap();
        prop_assert_eq!(report.state_hash, world.hash());
    }
}

/// A frame of some client's type, of the right length, with random fields.
fn any_frame(random: &mut Random) -> Vec<u8> {
    let kinds: Vec<u16> = (0..0x0800).filter(|&it| wire::is_client_message(T(it))).collect();
    let kind = kinds[random.below(kinds.len() as u64) as usize];
    let size = wire::body_size(T(kind));
    let mut bytes = vec![0; 8 + size];
    bytes[..2].copy_from_slice(&(8 + size as u16).to_le_bytes());
    bytes[2..4].copy_from_slice(&kind.to_le_bytes());
    bytes[4] = 1;
    // Small numbers are the interesting ones; most bytes stay zero.
    let spread = 1 + random.below(12);
    for byte in &mut bytes[8..] {
        if random.one_in(spread) {
            *byte = if random.one_in(4) { random.next() as u8 } else { random.below(20) as u8 };
        }
    }
    if wire::is_request(T(kind)) {
        bytes[8..44].fill(0);
        bytes[8] = b'A' + random.below(26) as u8;
        bytes[44..48].copy_from_slice(&0u32.to_le_bytes());
    }
    bytes
}
