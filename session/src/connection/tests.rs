use super::*;

struct Fixed;

impl Rights for Fixed {
    fn by_key(&self, key: &[u8; 32]) -> Option<Member> {
        self.member(u32::from(key[0]))
    }
    fn member(&self, session: u32) -> Option<Member> {
        let permissions = [0, TRADE, OPERATOR, GATEWAY, READ_ONLY];
        (1..=4).contains(&session).then(|| Member {
            session,
            account: if session == 1 { 16 } else { 0 },
            permissions: permissions[session as usize],
            rate_limit: if session == 1 { 2 } else { 0 },
            revoked: false,
        })
    }
    fn acts_for(&self, session: u32, account: u32) -> bool {
        (session == 1 && account == 16) || (session >= 3 && account == 17)
    }
}

fn logon(session: u8) -> wire::Logon {
    let mut key = [0; 32];
    key[0] = session;
    wire::Logon::new(&key, &[0; 64], 0, 0, 0, 0)
}

fn active(sessions: &mut Sessions, connection: u32, session: u8) {
    sessions.open(connection, [1; 32], 0);
    let it = logon(session);
    let Outcome::Verify(logon) = sessions.receive(connection, MessageType::Logon, it.bytes(), 0, &Fixed)
    else {
        panic!("a log-on is verified");
    };
    sessions.verified(&logon, true, 0, &Fixed).unwrap();
}

fn cancel(account: u32) -> Vec<u8> {
    let mut id = [0; 36];
    id[0] = b'a';
    let request = wire::RequestHeader::new(&id, account, 0, 0);
    wire::CancelOrder::new(&request, 1, &[0; 36], 0).bytes().to_vec()
}

#[test]
fn nothing_before_the_log_on() {
    let mut sessions = Sessions::new(Settings::default());
    sessions.open(1, [1; 32], 0);
    let outcome = sessions.receive(1, MessageType::CancelOrder, &cancel(0), 0, &Fixed);
    assert_eq!(outcome, Outcome::Close(RejectReason::NotLoggedOn));
}

#[test]
fn a_second_log_on_of_a_session_is_refused() {
    let mut sessions = Sessions::new(Settings::default());
    active(&mut sessions, 1, 1);
    sessions.open(2, [2; 32], 0);
    let it = logon(1);
    let Outcome::Verify(logon) = sessions.receive(2, MessageType::Logon, it.bytes(), 0, &Fixed) else {
        panic!()
    };
    assert_eq!(sessions.verified(&logon, true, 0, &Fixed), Err(RejectReason::SessionInUse));
    assert_eq!(sessions.connection_of(1), Some(1));
    assert_eq!(sessions.close(1), Some(1));
    assert_eq!(sessions.connection_of(1), None);
}

#[test]
fn a_verdict_is_not_for_the_next_connection_of_the_number() {
    let mut sessions = Sessions::new(Settings::default());
    let asks = |sessions: &mut Sessions, nonce, session| {
        sessions.open(5, nonce, 0);
        let Outcome::Verify(logon) =
            sessions.receive(5, MessageType::Logon, logon(session).bytes(), 0, &Fixed)
        else {
            panic!("a log-on is verified")
        };
        logon
    };
    let theirs = asks(&mut sessions, [1; 32], 2);
    sessions.close(5);
    let mine = asks(&mut sessions, [2; 32], 1);
    assert_eq!(sessions.verified(&theirs, true, 0, &Fixed), Err(RejectReason::None));
    assert_eq!(sessions.connection_of(2), None, "the operator who left is not logged on by the newcomer");
    assert_eq!(sessions.verified(&mine, true, 0, &Fixed).map(|it| it.session), Ok(1));
}

#[test]
fn an_account_named_by_the_message_alone_is_not_acted_for() {
    let mut sessions = Sessions::new(Settings::default());
    active(&mut sessions, 1, 1);
    active(&mut sessions, 3, 3);
    active(&mut sessions, 4, 4);
    let mut ask = |connection, account| {
        sessions.receive(connection, MessageType::CancelOrder, &cancel(account), 1_000_000_000, &Fixed)
    };
    assert_eq!(ask(1, 0), Outcome::Request { session: 1, account: 16 });
    assert_eq!(ask(1, 17), Outcome::Reject(RejectReason::NotPermitted));
    assert_eq!(ask(3, 17), Outcome::Request { session: 3, account: 17 });
    assert_eq!(ask(3, 16), Outcome::Reject(RejectReason::NotPermitted));
    assert_eq!(ask(4, 17), Outcome::Reject(RejectReason::NotPermitted), "a drop copy only reads");
}

#[test]
fn throttles_by_a_bucket_of_one_second() {
    let mut sessions = Sessions::new(Settings::default());
    active(&mut sessions, 1, 1);
    let mut at = |now| sessions.receive(1, MessageType::CancelOrder, &cancel(0), now, &Fixed);
    assert!(matches!(at(0), Outcome::Request { .. }));
    assert!(matches!(at(0), Outcome::Request { .. }));
    assert_eq!(at(0), Outcome::Reject(RejectReason::Throttled));
    assert_eq!(at(499_999_999), Outcome::Reject(RejectReason::Throttled));
    assert!(matches!(at(500_000_001), Outcome::Request { .. }));
}

#[test]
fn silence_loses_the_session() {
    let mut sessions = Sessions::new(Settings::default());
    active(&mut sessions, 1, 1);
    let mut lost = Vec::new();
    sessions.tick(25_000_000_000, |it, reason| lost.push((it, reason)), |_| ());
    assert!(lost.is_empty());
    sessions.tick(25_000_000_001, |it, reason| lost.push((it, reason)), |_| ());
    assert_eq!(lost, [(1, RejectReason::HeartbeatLost)]);
}

// req: MD-09
#[test]
fn a_market_data_tier_slows_feeds_down_and_has_no_depth_by_order() {
    let ask = |depth, rate| wire::Subscribe::new(0, depth, wire::CandleInterval::Minute1, rate, 0, 0);
    let cases = [
        (0, 0, 0),
        (0, 50, 50),
        (PRO, 0, 10),
        (PRO, 50, 10),
        (PRO, 3, 3),
        (RETAIL, 0, 1),
        (PRO | RETAIL, 9, 1),
    ];
    for (permissions, asked, allowed) in cases {
        for depth in [wire::Depth::L1, wire::Depth::L2, wire::Depth::Trades, wire::Depth::Candles] {
            let given = within_tier(ask(depth, asked), permissions).map(|it| it.rate());
            assert_eq!(given, Some(allowed), "{permissions} {asked}");
        }
        assert_eq!(within_tier(ask(wire::Depth::L3, asked), permissions).is_some(), permissions == 0);
    }
}
