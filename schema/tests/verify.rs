use proptest::prelude::*;
use tapebook_schema::*;

fn order() -> NewOrder {
    let id = client_id::from_text("order-1").expect("valid");
    NewOrder::new(
        &RequestHeader::new(&id, 7, 0, 0),
        3,
        Side::Sell,
        OrderType::Limit,
        TimeInForce::Day,
        StpMode::None,
        100,
        5,
        &Amount::default(),
        0,
        0,
    )
}

fn verify_order(order: &NewOrder) -> Result<MessageType, RejectReason> {
    verify(NewOrder::TYPE.0, 1, order.bytes())
}

#[test]
fn takes_a_good_order() {
    assert_eq!(verify_order(&order()), Ok(MessageType::NewOrder));
}

#[test]
fn refuses_unknown_types_and_versions() {
    let order = order();
    for unknown in [0, 7, 0x0100, 0x02ff, 0x07ff, u16::MAX] {
        assert_eq!(verify(unknown, 1, order.bytes()), Err(RejectReason::UnknownMessageType));
    }
    for version in [0, 2, 255] {
        assert_eq!(verify(NewOrder::TYPE.0, version, order.bytes()), Err(RejectReason::UnsupportedVersion));
        assert_eq!(verify(0, version, order.bytes()), Err(RejectReason::UnknownMessageType));
    }
}

#[test]
fn refuses_other_lengths() {
    let bytes = [order().bytes(), &[0; 8]].concat();
    for length in (0..=bytes.len()).filter(|&length| length != NewOrder::SIZE) {
        assert_eq!(verify(NewOrder::TYPE.0, 1, &bytes[..length]), Err(RejectReason::MalformedFrame));
    }
}

#[test]
fn entries_may_follow_five_types() {
    let books = [
        MessageType::BookSnapshot,
        MessageType::BookUpdate,
        MessageType::OrdersSnapshot,
        MessageType::OrdersUpdate,
    ];
    for message_type in [MessageType::Applied].into_iter().chain(books) {
        let size = body_size(message_type);
        let bytes = vec![0; size + 24];
        assert!(is_variable(message_type));
        for length in [size, size + 8, size + 24] {
            assert_eq!(verify(message_type.0, 1, &bytes[..length]), Ok(message_type));
        }
        for length in [0, size - 8, size + 4] {
            assert_eq!(verify(message_type.0, 1, &bytes[..length]), Err(RejectReason::MalformedFrame));
        }
    }
}

#[test]
fn refuses_values_outside_their_enumeration() {
    type Change = fn(&mut NewOrder);
    let changes: [Change; 4] = [
        |order| order.set_side(Side(2)),
        |order| order.set_type_(OrderType(u8::MAX)),
        |order| order.set_time_in_force(TimeInForce(u8::MAX)),
        |order| order.set_stp(StpMode(5)),
    ];
    for change in changes {
        let mut order = order();
        change(&mut order);
        assert_eq!(verify_order(&order), Err(RejectReason::FieldOutOfRange));
    }
}

#[test]
fn enumerations_with_gaps_are_checked_value_by_value() {
    for value in 0..=255 {
        let mut logout = Logout::default();
        logout.set_reason(RejectReason(value));
        let expected = match RejectReason(value).variant_name() {
            Some(_) => Ok(MessageType::Logout),
            None => Err(RejectReason::FieldOutOfRange),
        };
        assert_eq!(verify(Logout::TYPE.0, 1, logout.bytes()), expected, "{value}");
    }
    for value in 0..=u16::MAX {
        let mut reject = SessionReject::default();
        reject.set_type_(MessageType(value));
        let known = MessageType(value).variant_name().is_some();
        let verified = verify(SessionReject::TYPE.0, 1, reject.bytes());
        assert_eq!(verified.is_ok(), known, "{value}");
    }
}

#[test]
fn refuses_reserved_bytes_before_anything_else() {
    let mut order = order();
    order.set_reserved(1 << 31);
    assert_eq!(verify_order(&order), Err(RejectReason::MalformedFrame));
    order.set_side(Side(9));
    assert_eq!(verify_order(&order), Err(RejectReason::MalformedFrame));
}

#[test]
fn refuses_bad_client_ids() {
    for bad in [&b""[..], b"a b", b"a\0b", b"\0a", b"caf\xc3\xa9", b"a\n", &[b'*'; 36]] {
        let mut order = order();
        order.0[..36].fill(0);
        order.0[..bad.len()].copy_from_slice(bad);
        assert_eq!(verify_order(&order), Err(RejectReason::FieldOutOfRange), "{bad:?}");
    }
}

#[test]
fn checks_nested_structs() {
    let mut simulate = SimulateOrder::new(1, &order());
    assert_eq!(verify(SimulateOrder::TYPE.0, 1, simulate.bytes()), Ok(MessageType::SimulateOrder));
    let mut nested = order();
    nested.set_side(Side(7));
    simulate.set_order(&nested);
    assert_eq!(verify(SimulateOrder::TYPE.0, 1, simulate.bytes()), Err(RejectReason::FieldOutOfRange));
}

#[test]
fn target_client_id_may_be_empty() {
    let id = client_id::from_text("cancel-1").expect("valid");
    let request = RequestHeader::new(&id, 0, 0, 0);
    let by_order_id = CancelOrder::new(&request, 88, &[0; 36], 0);
    assert!(verify(CancelOrder::TYPE.0, 1, by_order_id.bytes()).is_ok());
    let mut padded = [0; 36];
    padded[35] = b'x';
    let by_bad_id = CancelOrder::new(&request, 0, &padded, 0);
    assert_eq!(verify(CancelOrder::TYPE.0, 1, by_bad_id.bytes()), Err(RejectReason::FieldOutOfRange));
}

#[test]
fn frames_come_off_one_by_one() {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, &order(), 0);
    write_frame(&mut bytes, &Heartbeat::new(1, 2), 1);
    let (first, body, rest) = parse_frame(&bytes).expect("whole");
    assert_eq!(first.type_(), MessageType::NewOrder);
    assert_eq!(NewOrder::from_bytes(body), Some(order()));
    let (second, body, rest) = parse_frame(rest).expect("whole");
    assert_eq!((second.type_(), second.flags()), (MessageType::Heartbeat, 1));
    assert_eq!(Heartbeat::from_bytes(body), Some(Heartbeat::new(1, 2)));
    assert!(rest.is_empty());
    for length in 0..8 + NewOrder::SIZE {
        assert_eq!(parse_frame(&bytes[..length]).err(), Some(RejectReason::MalformedFrame));
    }
}

#[test]
fn frame_headers_are_checked() {
    for (at, value) in [(0, 0), (0, 9), (0, 113), (0, 200), (1, 255), (6, 1), (7, 1)] {
        let mut bytes = [0; 112];
        assert_eq!(put_frame(&mut bytes, &order(), 0), Some(112));
        bytes[at] = value;
        assert_eq!(parse_frame(&bytes).err(), Some(RejectReason::MalformedFrame), "byte {at} = {value}");
    }
    assert_eq!(put_frame(&mut [0; 111], &order(), 0), None);
}

#[test]
fn groups_of_messages() {
    assert!(is_request(MessageType::NewOrder) && is_request(MessageType::CorrectTrade));
    assert!(!is_request(MessageType::Logon) && !is_request(MessageType(0x02ff)));
    let mut from_clients = 0;
    for &message_type in MessageType::ENUM_VALUES {
        let group = message_type.0 >> 8;
        from_clients += usize::from(is_client_message(message_type));
        assert!(!is_request(message_type) || is_client_message(message_type));
        assert!(!is_client_message(message_type) || matches!(group, 1 | 2 | 3 | 5 | 6));
    }
    let of_groups = |it: &&MessageType| matches!(it.0 >> 8, 2 | 3 | 6);
    let session_messages = [MessageType::Logon, MessageType::Heartbeat, MessageType::Logout].len();
    let feed_messages = [MessageType::Subscribe, MessageType::Unsubscribe].len();
    let requests = MessageType::ENUM_VALUES.iter().filter(of_groups).count();
    assert_eq!(from_clients, session_messages + feed_messages + requests);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn never_panics(
        message_type in prop_oneof![
            any::<u16>(),
            proptest::sample::select(MessageType::ENUM_VALUES).prop_map(|known| known.0),
        ],
        version in prop_oneof![4 => Just(1u8), 1 => any::<u8>()],
        exact in any::<bool>(),
        mut body in proptest::collection::vec(prop_oneof![Just(0u8), any::<u8>()], 0..384),
    ) {
        if exact {
            body.resize(body_size(MessageType(message_type)), 0);
        }
        if verify(message_type, version, &body).is_ok() {
            prop_assert!(body.len() >= body_size(MessageType(message_type)));
        }
        let _ = parse_frame(&body);
    }
}
