//! A client that was away gets what it missed, once, under the numbers it would have had.

use crate::requests::{self, Flow, Random, bind, buy, bytes_of, cancel, cancel_all, sell};
use crate::world::{CANCEL, Frame, RESUME, Trader, World, frames, kinds, refusals};
use tapebook_journal::{MemStorage, Records, Storage};
use tapebook_schema as wire;
use tapebook_schema::{MessageType as T, RejectReason as R};
use tapebook_sequencer::{State, routing, tools};

/// A session's whole stream, worked out from the journal alone.
fn stream_of(storage: &MemStorage, session: u32) -> Vec<Frame> {
    let mut state = State::new();
    let mut stream = Vec::new();
    for record in Records::open(storage.fork()).unwrap() {
        let record = record.unwrap();
        let (mut events, mut routes) = (Vec::new(), Vec::new());
        state
            .apply_record(record.sequence, &record.payload, &mut events, |route| routes.push(route))
            .unwrap();
        for route in routes.iter().filter(|route| route.session == session) {
            routing::write_report(
                &mut stream,
                &events[route.offset..][..length(&events, route.offset)],
                session,
                route.number,
                route.part,
                0,
            );
        }
    }
    frames(&stream)
}

fn length(events: &[u8], offset: usize) -> usize {
    usize::from(u16::from_le_bytes([events[offset], events[offset + 1]]))
}

/// What a client keeps: reports by number, in the order they came.
#[derive(Default)]
struct Kept {
    bodies: Vec<Vec<u8>>,
    last: (u64, u64),
}

impl Kept {
    /// Takes a connection's reports; they go on where those before ended.
    fn take(&mut self, frames: &[Frame]) {
        for frame in frames.iter().filter(|it| it.is_report() && it.report().session_sequence() != 0) {
            let report = frame.report();
            assert_eq!(report.session_sequence(), self.last.0 + 1, "{frame:?} after {:?}", self.last);
            self.last = (report.session_sequence(), report.sequence());
            self.bodies.push(frame.body.clone());
        }
    }

    /// Forgets all but the first so many.
    fn forget(&mut self, stream: &[Frame], count: usize) {
        self.bodies.truncate(count);
        self.last = count.checked_sub(1).map_or((0, 0), |at| {
            let report = stream[at].report();
            (report.session_sequence(), report.sequence())
        });
    }

    fn agrees_with(&self, stream: &[Frame]) {
        for (mine, theirs) in self.bodies.iter().zip(stream) {
            assert_eq!(*mine, theirs.body, "{theirs:?}");
        }
        assert_eq!(self.bodies.len(), stream.len());
    }
}

fn resume_complete(frames: &[Frame]) -> wire::ResumeComplete {
    frames.iter().find(|it| it.kind == T::ResumeComplete).expect("a resume ends").read()
}

#[test]
fn missed_reports_then_the_end_of_them_then_live_ones() {
    let mut world = World::with(2);
    world.trade(0, &sell("ask", 105, 10));
    let last = world.peer(world.traders[0].connection).last;
    world.disconnect(world.traders[0].connection);
    world.trade(1, &buy("one", 105, 1));
    world.trade(1, &buy("two", 105, 2));
    let missed = world.resume(0, last);
    assert_eq!(kinds(&missed), [T::Fill, T::Fill, T::ResumeComplete]);
    assert!(missed[..2].iter().all(Frame::is_again));
    let numbers: Vec<u64> = missed[..2].iter().map(|it| it.report().session_sequence()).collect();
    assert_eq!(numbers, [last.0 + 1, last.0 + 2]);
    assert_eq!(
        (resume_complete(&missed).count(), resume_complete(&missed).session_sequence()),
        (2, last.0 + 2)
    );
    world.trade(1, &buy("three", 105, 3));
    let connection = world.traders[0].connection;
    let live = world.peer(connection).frames.last().unwrap().clone();
    assert_eq!((live.kind, live.is_again(), live.report().session_sequence()), (T::Fill, false, last.0 + 3));
    let accepted: wire::LogonAccepted = world.peer(connection).frames[1].read();
    assert_eq!(accepted.session_sequence(), last.0 + 2);
}

#[test]
fn a_command_of_several_reports_is_resumed_in_its_middle() {
    let mut world = World::with(2);
    for (id, price) in [("a", 101), ("b", 102), ("c", 103)] {
        world.trade(0, &sell(id, price, 1));
    }
    world.trade(1, &buy("sweep", 103, 3));
    world.settle();
    let stream = stream_of(&world.storage, world.traders[1].session);
    for count in 0..=stream.len() {
        let mut kept = Kept::default();
        for it in &stream[..count] {
            kept.take(std::slice::from_ref(it));
        }
        world.disconnect(world.traders[1].connection);
        let missed = world.resume(1, kept.last);
        kept.take(&missed);
        kept.agrees_with(&stream);
        assert_eq!(resume_complete(&missed).count() as usize, stream.len() - count);
    }
}

/// Live reports wait until the missed ones were sent, also while those are on their way.
#[test]
fn live_reports_never_overtake_missed_ones() {
    let mut world = World::with(2);
    let mut kept = Kept::default();
    world.disconnect(world.traders[0].connection);
    kept.take(&world.resume(0, (0, 0)));
    world.forget_frames();
    world.trade(0, &sell("ask", 105, 1000));
    for round in 0..30 {
        let away = world.traders[0].connection;
        world.settle();
        world.disconnect(away);
        kept.take(&std::mem::take(&mut world.peer_mut(away).frames));
        for at in 0..20 {
            world.trade(1, &buy(&format!("m{round}-{at}"), 105, 1));
        }
        let key = world.traders[0].key.clone();
        let connection = world.connect();
        let bytes = world.logon_frame(connection, &key, RESUME, kept.last);
        world.traders[0].connection = connection;
        world.send(connection, &bytes);
        for at in 0..10 {
            let taker = world.traders[1].connection;
            world.send(taker, &bytes_of(&buy(&format!("l{round}-{at}"), 105, 1)));
        }
        world.until("the resume", |world| kinds(&world.peer(connection).frames).contains(&T::ResumeComplete));
        world.settle();
    }
    let frames = world.peer(world.traders[0].connection).frames.clone();
    kept.take(&frames);
    kept.agrees_with(&stream_of(&world.storage, world.traders[0].session));
}

/// The registered gateway and drop copy of the tests below, bound to two accounts.
fn hearers(world: &mut World) -> Vec<Trader> {
    let hearers =
        vec![world.register(60, 0, requests::GATEWAY, 0), world.register(61, 0, requests::READ_ONLY, 0)];
    for hearer in &hearers {
        for account in [16, 17] {
            let id = world.id();
            world.operate(&bind(&id, hearer.session, account, 1));
        }
    }
    hearers
}

fn catch_up(world: &mut World, who: &mut Trader, kept: &mut Kept) {
    let connection = world.try_log_on(&who.key, RESUME, kept.last).expect("the log-on stands");
    who.connection = connection;
    world.until("the resume", |world| kinds(&world.peer(connection).frames).contains(&T::ResumeComplete));
    assert_eq!(refusals(&world.peer(connection).frames), [], "nothing is missing");
    kept.take(&world.peer_mut(connection).take());
}

#[test]
fn a_gateway_and_a_drop_copy_miss_nothing_of_their_accounts() {
    let mut world = World::with(3);
    let mut who = hearers(&mut world);
    let mut kept = [Kept::default(), Kept::default()];
    let mut random = Random(3);
    let mut flows: Vec<Flow> =
        ['a', 'b', 'c'].into_iter().map(|tag| Flow::new(7 + tag as u64, tag)).collect();
    for round in 0..40 {
        for _ in 0..10 {
            let seat = random.below(3) as usize;
            let bytes = flows[seat].frame();
            let connection = world.traders[seat].connection;
            world.send(connection, &bytes);
        }
        if round % 8 == 7 {
            world.settle();
            world = world.killed();
            for seat in 0..3 {
                world.log_on_trader(seat, if seat == 0 { CANCEL } else { 0 });
            }
            world.operator.connection = world.log_on(&crate::world::key(1), 0);
            who.iter_mut().for_each(|it| it.connection = 0);
        }
        for (who, kept) in who.iter_mut().zip(&mut kept) {
            if who.connection == 0 {
                if random.one_in(2) {
                    catch_up(&mut world, who, kept);
                }
            } else {
                world.settle();
                kept.take(&world.peer_mut(who.connection).take());
                if random.one_in(2) {
                    world.disconnect(who.connection);
                    who.connection = 0;
                } else if random.one_in(3) {
                    // It lost its own records, some of them or all.
                    world.disconnect(who.connection);
                    let count = random.below(kept.bodies.len() as u64 + 1) as usize;
                    kept.forget(&stream_of(&world.storage, who.session), count);
                    catch_up(&mut world, who, kept);
                }
            }
        }
    }
    for (who, kept) in who.iter_mut().zip(&mut kept) {
        world.settle();
        if who.connection == 0 {
            catch_up(&mut world, who, kept);
        } else {
            kept.take(&world.peer_mut(who.connection).take());
        }
        let stream = stream_of(&world.storage, who.session);
        assert!(stream.len() > 100);
        kept.agrees_with(&stream);
    }
}

/// Bindings come and go while the session is away: it gets what it would have heard, no more and no less.
#[test]
fn what_was_heard_by_a_binding_since_ended_is_resumed_too() {
    let mut random = Random(5);
    for round in 0..25 {
        let mut world = World::with(2);
        let mut gateway = world.register(60, 0, requests::GATEWAY, 0);
        let mut kept = Kept::default();
        let mut bound = [false; 2];
        for step in 0..30 {
            match random.below(8) {
                0 => {
                    let at = random.below(2) as usize;
                    bound[at] = !bound[at];
                    let it = bind(&format!("b{step}"), gateway.session, 16 + at as u32, u8::from(bound[at]));
                    world.operate(&it);
                }
                1 if gateway.connection != 0 => {
                    world.settle();
                    kept.take(&world.peer_mut(gateway.connection).take());
                    world.disconnect(gateway.connection);
                    gateway.connection = 0;
                }
                2 if gateway.connection == 0 => catch_up(&mut world, &mut gateway, &mut kept),
                3 => {
                    let seat = random.below(2) as usize;
                    world.trade(seat, &cancel_all(&format!("c{step}")));
                }
                _ => {
                    let seat = random.below(2) as usize;
                    let order = if seat == 0 {
                        sell(&format!("o{step}"), 105, 2)
                    } else {
                        buy(&format!("o{step}"), 105, 3)
                    };
                    world.trade(seat, &order);
                }
            }
        }
        world.settle();
        if gateway.connection == 0 {
            catch_up(&mut world, &mut gateway, &mut kept);
        } else {
            kept.take(&world.peer_mut(gateway.connection).take());
        }
        println!("round {round}");
        kept.agrees_with(&stream_of(&world.storage, gateway.session));
    }
}

#[test]
fn before_the_retention_a_resume_is_refused_by_name() {
    let mut settings = crate::world::small();
    settings.event_retention_bytes = 64 << 10;
    settings.event_segment_bytes = 16 << 10;
    let mut world = World::with_settings(2, settings);
    let first = world.peer(world.traders[0].connection).last;
    world.trade(0, &sell("ask", 105, 10));
    let early = world.peer(world.traders[0].connection).last;
    let idle = world.register(80, 23, requests::TRADE, 0);
    let connection = world.log_on(&idle.key, 0);
    world.operate(&requests::deposit("idle", 23, 0, 5));
    let quiet = world.peer(connection).last;
    world.disconnect(connection);
    world.disconnect(world.traders[0].connection);
    for at in 0..600 {
        world.trade(1, &buy(&format!("b{at}"), 90, 1));
        world.trade(1, &cancel(&format!("c{at}"), &format!("b{at}")));
    }
    world.trade(1, &buy("fill", 105, 1));
    assert!(!world.storage.list().unwrap().contains(&format!("events-{:020}.evt", 1)), "the oldest are gone");
    for last in [first, early, (0, 0)] {
        let missed = world.resume(0, last);
        assert_eq!(refusals(&missed), [R::ResumeUnavailable], "after {last:?}");
        assert_eq!(resume_complete(&missed).count(), 0);
        world.disconnect(world.traders[0].connection);
    }
    // Fewer than were made up to that command.
    let missed = world.resume(0, (0, world.sequence()));
    assert_eq!(refusals(&missed), [R::ResumeUnavailable]);
    // Who missed nothing needs nothing that is gone.
    let connection = world.try_log_on(&idle.key, RESUME, quiet).unwrap();
    world.until("the resume", |world| kinds(&world.peer(connection).frames).contains(&T::ResumeComplete));
    assert_eq!(refusals(&world.peer(connection).frames), [], "nothing was missed");
}

/// The events are never synced: a power cut may take some that a snapshot already covers. Those at the end are made
/// again, and a hole before the end is told.
#[test]
fn a_hole_in_the_events_is_not_papered_over() {
    let mut world = World::with(2);
    world.trade(0, &sell("ask", 105, 10));
    let half = world.storage.fork();
    let names = |storage: &MemStorage| {
        let mut names = storage.list().unwrap();
        names.retain(|name| name.starts_with("events-"));
        names
    };
    let last = world.peer(world.traders[0].connection).last;
    world.trade(1, &buy("hole", 105, 1));
    // A segment ends, so that the snapshot covers what the power cut takes of the events.
    for at in 0..700 {
        world.trade(1, &buy(&format!("b{at}"), 90, 1));
        world.trade(1, &cancel(&format!("c{at}"), &format!("b{at}")));
    }
    let disk = world.storage.fork();
    tools::make_snapshot(&disk, 3, &mut |_, _| true).unwrap().expect("a snapshot");
    let all = names(&disk);
    assert!(all.len() > 1 && names(&half) == all[..1], "{all:?}");
    for is_end_lost in [false, true] {
        let disk = disk.fork();
        disk.remove(&all[0]).unwrap();
        disk.put(&all[0], half.contents(&all[0]).unwrap());
        if is_end_lost {
            all[1..].iter().for_each(|name| disk.remove(name).unwrap());
        }
        let mut again = world.reopened(disk);
        assert_eq!(again.recovery.snapshot > last.1, !is_end_lost);
        again.log_on_trader(1, 0);
        for at in 0..3 {
            again.trade(1, &buy(&format!("after{at}"), 105, 1));
        }
        let missed = again.resume(0, last);
        if is_end_lost {
            assert_eq!(refusals(&missed), []);
            assert_eq!(missed.iter().filter(|it| it.kind == T::Fill).count(), 4, "{missed:?}");
        } else {
            assert_eq!(refusals(&missed), [R::ResumeUnavailable], "{missed:?}");
        }
    }
}

#[test]
fn without_the_option_only_live_reports_come() {
    let mut world = World::with(2);
    world.trade(0, &sell("ask", 105, 10));
    world.disconnect(world.traders[0].connection);
    world.trade(1, &buy("one", 105, 1));
    let connection = world.log_on_trader(0, 0);
    world.trade(1, &buy("two", 105, 1));
    assert_eq!(kinds(&world.peer(connection).frames), [T::Challenge, T::LogonAccepted, T::Fill]);
}

/// A session that is closed while it catches up is told why.
#[test]
fn a_goodbye_in_the_middle_of_a_resume() {
    let mut world = World::with(2);
    world.trade(0, &sell("ask", 105, 10));
    world.disconnect(world.traders[0].connection);
    let key = world.traders[0].key.clone();
    for _ in 0..50 {
        let connection = world.connect();
        let mut bytes = world.logon_frame(connection, &key, RESUME, (0, 0));
        world.send(connection, &bytes);
        bytes = bytes_of(&wire::Logout::new(R::None, 0, 0, 0));
        world.until("the log-on", |world| world.peer(connection).frames.len() >= 2);
        world.send(connection, &bytes);
        world.until("the end", |world| world.peer(connection).closed.is_some());
        assert_eq!(world.peer(connection).frames.last().unwrap().kind, T::Logout);
    }
}
