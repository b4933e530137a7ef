//! Phases by journaled time: who draws random ends, and what an auction's parties are told.

use crate::requests::{self, buy, sell};
use crate::sessions::commands;
use crate::world::{MS, World, kinds};
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus as S, Liquidity, MessageType as T, PlannedPhase};

/// The random word that every draw of these tests gets.
const WORD: u64 = u64::from_le_bytes([0x5A; 8]);
const WINDOW_MS: u32 = 1_000;

/// An auction of crossing orders of two traders, which ends at random in a second from `MS * 200` on.
fn auction() -> (World, u64) {
    let mut world = World::with(2);
    let id = world.id();
    world.operate(&wire::SetInstrumentStatus::new(&requests::header(&id), 0, S::OpeningAuction, 0, 0));
    let from = world.clock.realtime() + 200 * MS;
    let mut planned = [PlannedPhase::default(); 16];
    planned[0] = PlannedPhase::new(from, S::Continuous, 0, 0, WINDOW_MS);
    let id = world.id();
    world.operate(&wire::SetSchedule::new(&requests::header(&id), 0, 1, 0, 0, &planned));
    assert_eq!(kinds(&world.trade(0, &buy("bid", 101, 5))), [T::OrderAccepted]);
    assert_eq!(kinds(&world.trade(1, &sell("offer", 99, 3))), [T::OrderAccepted]);
    world.forget_frames();
    (world, from)
}

fn ends(world: &World) -> Vec<u64> {
    commands(world).into_iter().filter(|(kind, _)| *kind == T::EndPhase).map(|(_, time)| time).collect()
}

fn status(world: &World) -> S {
    world.core.state().engine.instruments()[0].status
}

// req: OT-12
#[test]
fn a_random_end_is_drawn_once_and_journaled() {
    let (mut world, from) = auction();
    for _ in 0..100 {
        world.tick(15 * MS);
    }
    world.settle();
    let drawn = from + WORD % (u64::from(WINDOW_MS) * MS + 1);
    let ends = ends(&world);
    assert_eq!(ends.len(), 1, "one command ends it");
    assert!((drawn..drawn + 20 * MS).contains(&ends[0]), "at the moment drawn");
    assert_eq!(status(&world), S::Continuous);
    for (seat, side) in [(0, wire::Side::Buy), (1, wire::Side::Sell)] {
        let frames = world.peer_mut(world.traders[seat].connection).take();
        let fills: Vec<wire::Fill> =
            frames.iter().filter(|it| it.kind == T::Fill).map(|it| it.read()).collect();
        assert_eq!(fills.len(), 1, "each party hears of its own side");
        let fill = &fills[0];
        assert_eq!((fill.account(), fill.side()), (16 + seat as u32, side));
        assert_eq!((fill.liquidity(), fill.quantity()), (Liquidity::Auction, 3));
    }
    let again = world.killed();
    let trades = again.core.state().engine.instruments()[0].last_trade_id;
    assert_eq!((status(&again), trades), (S::Continuous, 1), "replay ends it by the same command");
}

#[test]
fn an_end_that_a_crash_swallowed_is_drawn_again() {
    let (world, _) = auction();
    let mut world = world.killed();
    assert_eq!(status(&world), S::OpeningAuction);
    for _ in 0..100 {
        world.tick(15 * MS);
    }
    world.settle();
    assert_eq!((ends(&world).len(), status(&world)), (1, S::Continuous));
}

#[test]
fn what_was_due_while_it_was_down_comes_with_the_start() {
    let (world, _) = auction();
    world.clock.advance(u64::from(WINDOW_MS) * MS * 2);
    let world = world.killed();
    assert_eq!((ends(&world).len(), status(&world)), (0, S::Continuous));
}

// req: OT-12
#[test]
fn an_auction_that_stands_still_journals_no_time() {
    let mut world = World::with(2);
    let id = world.id();
    world.operate(&wire::SetInstrumentStatus::new(&requests::header(&id), 0, S::OpeningAuction, 0, 0));
    let ticks = |world: &World| commands(world).iter().filter(|(kind, _)| *kind == T::Tick).count();
    let wait = |world: &mut World| {
        for _ in 0..200 {
            world.tick(15 * MS);
        }
        world.settle();
    };
    wait(&mut world);
    assert_eq!(ticks(&world), 0, "nothing crosses");
    world.trade(0, &buy("bid", 101, 5));
    world.trade(1, &sell("offer", 99, 3));
    wait(&mut world);
    assert_eq!((ticks(&world), told(&world)), (1, 3), "what changed is told, once");
    world.trade(1, &sell("more", 99, 1));
    assert_eq!((ticks(&world), told(&world)), (1, 3), "not before its interval");
    wait(&mut world);
    assert_eq!((ticks(&world), told(&world)), (2, 4));
    let again = world.killed();
    assert_eq!(told(&again), 4, "replay tells the same");
}

/// The volume that was told last.
fn told(world: &World) -> u64 {
    world.core.state().engine.phases().get(0).told.volume
}
