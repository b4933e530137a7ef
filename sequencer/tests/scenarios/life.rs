//! An order's life, from the challenge to the fill.

use crate::requests::{self, buy, cancel, sell};
use crate::world::{CANCEL, Gate, MS, World, inbox, kinds};
use tapebook_schema as wire;
use tapebook_schema::{Depth, Liquidity, MessageType as T, OrderState, Policy, RejectReason, Side};

/// Pumps for a while; nothing may come.
fn stays_silent(world: &mut World) {
    world.forget_frames();
    for _ in 0..40 {
        world.tick(MS);
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let heard: Vec<_> = world.network.peers.values().flat_map(|peer| kinds(&peer.frames)).collect();
    assert_eq!(heard, [], "nothing leaves before its command is on disk");
}

// req: EV-01 OT-20
#[test]
fn nothing_leaves_before_it_is_durable() {
    let mut world = World::with(2);
    let watcher = world.traders[1].connection;
    world.ask(watcher, &wire::Subscribe::new(0, Depth::L2, wire::CandleInterval::Minute1, 0, 0, 0));
    world.until("the first snapshot", |world| !world.peer(watcher).frames.is_empty());
    let gate = Gate::on(&world.storage);
    gate.shut();
    let (maker, taker) = (world.traders[0].connection, world.traders[1].connection);
    world.send(maker, &requests::bytes_of(&sell("maker", 105, 10)));
    stays_silent(&mut world);
    world.send(taker, &requests::bytes_of(&buy("taker", 105, 4)));
    world.send(taker, &requests::bytes_of(&wire::QueryOrders::new(1, 0, u32::MAX, 0)));
    stays_silent(&mut world);
    assert_eq!(world.core.state().engine.orders().count(), 1, "it was matched meanwhile");
    gate.open();
    world.settle();
    world.until("market data", |world| kinds(&world.peer(watcher).frames).contains(&T::BookUpdate));
    assert_eq!(kinds(&world.peer(maker).frames), [T::OrderAccepted, T::Fill]);
    let told: Vec<_> =
        kinds(&world.peer(taker).frames).into_iter().filter(|&kind| kind != T::BookUpdate).collect();
    assert_eq!(told, [T::OrderAccepted, T::Fill, T::QueryDone]);
}

// req: EV-18
#[test]
fn a_fill_is_told_to_both_sides() {
    let mut world = World::with(2);
    let rested = world.trade(0, &sell("maker", 105, 10));
    assert_eq!(kinds(&rested), [T::OrderAccepted]);
    let rested: wire::OrderAccepted = rested[0].read();
    assert_eq!((rested.resting(), i128::from(rested.hold())), (10, 10));
    let taken = world.trade(1, &buy("taker", 106, 4));
    assert_eq!(kinds(&taken), [T::OrderAccepted, T::Fill]);
    let taker: wire::Fill = taken[1].read();
    let maker_connection = world.traders[0].connection;
    let maker: wire::Fill = world.peer_mut(maker_connection).take()[0].read();
    for (fill, side, liquidity, state, leaves) in [
        (&maker, Side::Sell, Liquidity::Maker, OrderState::PartiallyFilled, 6),
        (&taker, Side::Buy, Liquidity::Taker, OrderState::Filled, 0),
    ] {
        assert_eq!((fill.side(), fill.liquidity(), fill.state()), (side, liquidity, state));
        assert_eq!((fill.price(), fill.quantity(), fill.leaves(), fill.cumulative()), (105, 4, leaves, 4));
        assert_eq!((fill.trade_id(), i128::from(fill.notional())), (1, 420));
    }
    assert_eq!(
        (maker.order_id(), maker.counterparty_order_id()),
        (taker.counterparty_order_id(), taker.order_id())
    );
    assert_eq!((maker.account(), taker.account()), (16, 17));
    assert_eq!(maker.report().session(), 0, "whose session it was is nobody else's affair");
    assert_eq!(taker.report().session(), world.traders[1].session);
    let position = world.trade(1, &wire::QueryPositions::new(7, 0, 0));
    assert_eq!(kinds(&position), [T::PositionReport, T::QueryDone]);
    assert_eq!(
        position[0].read::<wire::PositionReport>().quantity(),
        4,
        "no share without a fill, none missing"
    );
}

#[test]
fn what_leaves_together_goes_in_one_message() {
    let mut world = World::with(2);
    let gate = Gate::on(&world.storage);
    gate.shut();
    let (maker, taker) = (world.traders[0].connection, world.traders[1].connection);
    let three: Vec<u8> = [("a", 105), ("b", 106), ("c", 107)]
        .iter()
        .flat_map(|(id, price)| requests::bytes_of(&sell(id, *price, 1)))
        .collect();
    let sweep = requests::bytes_of(&buy("sweep", 107, 3));
    world.core.run(&inbox(&[(maker, &three), (taker, &sweep)]));
    gate.open();
    world.settle();
    let messages = |world: &World, connection| world.peer(connection).messages.len();
    assert_eq!((messages(&world, maker), messages(&world, taker)), (1, 1));
    assert_eq!(
        kinds(&world.peer(maker).frames),
        [T::OrderAccepted, T::OrderAccepted, T::OrderAccepted, T::Fill, T::Fill, T::Fill]
    );
    assert_eq!(kinds(&world.peer(taker).frames), [T::OrderAccepted, T::Fill, T::Fill, T::Fill]);
    let numbers: Vec<u64> =
        world.peer(maker).frames.iter().map(|it| it.report().session_sequence()).collect();
    let first = numbers[0];
    assert_eq!(numbers, (first..first + 6).collect::<Vec<_>>(), "numbered without gaps");
}

#[test]
fn a_challenge_says_what_is_promised() {
    let mut world = World::empty(crate::world::small());
    let first = world.connect();
    let second = world.connect();
    assert_ne!(world.challenge(first), world.challenge(second), "every connection signs its own challenge");
    let challenge: wire::Challenge = world.peer(first).frames[0].read();
    assert_eq!(
        (challenge.policy(), challenge.protocol(), challenge.max_message()),
        (Policy::Disk, 1, 65_536)
    );
    assert_eq!(challenge.time(), world.clock.realtime());
    assert_eq!(world.peer(first).frames.len(), 1);
}

#[test]
fn a_cancel_and_a_goodbye() {
    let mut world = World::with(1);
    world.trade(0, &buy("bid", 99, 5));
    let canceled = world.trade(0, &cancel("away", "bid"));
    assert_eq!(kinds(&canceled), [T::OrderCanceled]);
    let canceled: wire::OrderCanceled = canceled[0].read();
    assert_eq!((canceled.canceled(), canceled.state()), (5, OrderState::Canceled));
    let connection = world.traders[0].connection;
    let end = world.trade(0, &wire::Logout::new(RejectReason::None, 0, 0, 0));
    assert_eq!(kinds(&end), [T::Logout]);
    assert_eq!(world.peer(connection).closed, Some(RejectReason::None));
    let mut other = world.log_on_trader(0, CANCEL);
    assert_ne!(other, connection, "the session may come again");
    // What comes in one message after the goodbye is not looked at.
    let mut both = requests::bytes_of(&wire::Logout::new(RejectReason::None, 0, 0, 0));
    both.extend(requests::bytes_of(&buy("late", 99, 1)));
    world.send(other, &both);
    world.settle();
    assert_eq!(world.core.state().engine.orders().count(), 0);
    other = world.log_on_trader(0, 0);
    assert_eq!(world.peer(other).closed, None);
}

// req: AL-03
#[test]
fn a_frozen_account_refuses_orders_and_debits() {
    let mut world = World::with(1);
    world.trade(0, &buy("bid", 99, 5));
    let id = world.id();
    let freeze = wire::SetAccountStatus::new(&requests::header(&id), 16, wire::AccountStatus::Frozen, 0, 0);
    world.operate(&freeze);
    let refused = world.trade(0, &buy("more", 99, 5));
    let last = refused.last().unwrap();
    assert_eq!(last.read::<wire::RequestRejected>().reason(), RejectReason::AccountFrozen);
    let id = world.id();
    let withdraw = wire::Withdraw::new(&requests::header(&id), 16, 1, &wire::Amount::from(1));
    let operator = world.operator.connection;
    let refused = world.ask(operator, &withdraw);
    assert_eq!(refused[0].read::<wire::RequestRejected>().reason(), RejectReason::AccountFrozen);
    assert_eq!(kinds(&world.trade(0, &cancel("away", "bid")))[..], [T::OrderCanceled], "cancels are taken");
}
