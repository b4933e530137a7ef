//! Bytes that are no snapshot: cut, or with bits turned. Reading them never stops the process; what is read is what
//! was written.

#[path = "common/mod.rs"]
mod common;

use common::{
    ANA, BOB, CY, Exchange, Rules, buy, cancel, header, peg_buy, peg_sell, quotes, replace, restore, sell,
    snapshot,
};
use tapebook_schema as wire;
use tapebook_schema::{Amount, PegKind, TradeParty};

/// An exchange with something of everything, and the smallest windows.
fn busy() -> Exchange {
    let mut exchange =
        Exchange::with(Rules { ticks: vec![(0, 1), (200, 5)], band_ppm: 400_000, ..Rules::default() });
    exchange.shrink_window(3);
    exchange.set_fees(0, -500, 1_000);
    exchange.set_fees(u32::MAX, 100, 200);
    let session = exchange.operated(&wire::RegisterKey::new(&header("k"), &[1; 32], ANA, 1, 5, 0)) as u32;
    exchange.operated(&wire::BindAccount::new(&header("b"), session, BOB, 1, 0, 0, 0));
    exchange.send(0, 0, &wire::SessionStarted::new(session, 1));
    exchange.operated(&wire::SetStpGroup::new(&header("g"), CY, 5));
    exchange.operated(&wire::SetReferenceRate::new(&header("r"), 1, 0, 7));
    let large = Amount::from(1 << 70);
    for (name, scope, id) in [("l", wire::LimitScope::Tier, 0), ("m", wire::LimitScope::Instrument, 0)] {
        exchange.operated(&wire::SetLimits::new(
            &header(name),
            scope,
            0,
            0,
            id,
            &large,
            &large,
            &large,
            50,
            900_000,
            900_000,
            9_000,
            1_000,
            10,
        ));
    }
    exchange.ask(ANA, &sell(5).at(101).message("open"));
    exchange.ask(ANA, &replace("open2", 1, 102, 0));
    for number in 0..5 {
        exchange.ask(ANA, &sell(2).at(103).reuse().message("again"));
        exchange.ask(ANA, &cancel(&format!("c{number}"), "again"));
    }
    exchange.ask(BOB, &quotes("q1", 0, (3, 1_000, 50), &[(90, 4), (89, 4)], &[(111, 3)]));
    exchange.ask(CY, &buy(1).at(111).message("c0"));
    exchange.ask(BOB, &wire::CancelAfter::new(&header("w"), 5, 0));
    exchange.ask(CY, &peg_buy(4, PegKind::BestBid, -2, 100).message("p1"));
    exchange.ask(ANA, &peg_buy(4, PegKind::BestBid, -2, 100).message("p2"));
    exchange.ask(ANA, &peg_sell(4, PegKind::BestBid, -1, 0).message("p3"));
    exchange.ask(BOB, &buy(3).at(102).message("b1"));
    exchange.ask(CY, &buy(30).at(95).message("c1"));
    let (maker, taker) =
        (TradeParty::new(1, ANA, 1, &Amount::from(0)), TradeParty::new(7, BOB, 0, &Amount::from(0)));
    let bust = wire::BustTrade::new(&header("bust"), 1, 0, wire::Side::Buy, 0, 0, 102, 3, &maker, &taker);
    exchange.operate(&bust);
    let kill = wire::SetKillSwitch::new(&header("kill"), wire::KillScope::Group, 1, 0, 77);
    exchange.operated(&kill);
    exchange
}

fn is_sound(bytes: &[u8]) -> bool {
    match restore(bytes) {
        Ok(engine) => {
            let again = snapshot(&engine);
            let differs = again.iter().zip(bytes).position(|(a, b)| a != b);
            assert!(again == bytes, "what is read is what was written, but byte {differs:?} differs");
            let _ = engine.check_invariants();
            true
        }
        Err(_) => false,
    }
}

// req: EV-14
#[test]
fn a_snapshot_restores_byte_for_byte() {
    let exchange = busy();
    let bytes = exchange.snapshot();
    let engine = restore(&bytes).unwrap();
    engine.check_invariants().unwrap();
    assert_eq!(snapshot(&engine), bytes);
}

#[test]
fn a_cut_snapshot_is_refused_at_every_length() {
    let bytes = busy().snapshot();
    for length in 0..bytes.len() {
        assert!(!is_sound(&bytes[..length]), "{length} of {} bytes", bytes.len());
    }
}

#[test]
fn every_turned_bit_is_refused_or_read_as_it_stands() {
    let bytes = busy().snapshot();
    let mut taken = 0;
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut turned = bytes.clone();
            turned[at] ^= 1 << bit;
            taken += usize::from(is_sound(&turned));
        }
    }
    println!("{taken} of {} turned bits make another snapshot", 8 * bytes.len());
}

#[test]
fn bytes_at_the_ends_of_their_range_are_refused_or_read_as_they_stand() {
    let bytes = busy().snapshot();
    for at in 0..bytes.len() {
        for width in [1, 2, 4, 8, 16] {
            for value in [0x00, 0xFF, 0x7F, 0x80] {
                let mut turned = bytes.clone();
                let end = (at + width).min(bytes.len());
                turned[at..end].fill(value);
                is_sound(&turned);
            }
        }
    }
}
