//! `book::OrderBook` alone, against a book that is a sorted list.

use proptest::prelude::*;
use tapebook_engine::book::{AddError, Depth, MAX_PRICE, MAX_TOTAL, OrderBook, Report, Side};

/// Orders in the order they would trade; nothing else.
#[derive(Default, Clone)]
struct Naive {
    /// Side, price, id, open quantity; oldest first.
    orders: Vec<(Side, i64, u64, u64)>,
}

impl Naive {
    /// Orders of a side, best price first, oldest first at a price.
    fn queue(&self, side: Side) -> Vec<(Side, i64, u64, u64)> {
        let mut queue: Vec<_> = self.orders.iter().copied().filter(|order| order.0 == side).collect();
        queue.sort_by_key(|order| if side == Side::Buy { -order.1 } else { order.1 });
        queue
    }

    fn depth(&self, side: Side) -> Vec<(i64, u64)> {
        let mut levels: Vec<(i64, u64)> = Vec::new();
        for (_, price, _, quantity) in self.queue(side) {
            match levels.last_mut() {
                Some((last, total)) if *last == price => *total += quantity,
                _ => levels.push((price, quantity)),
            }
        }
        levels
    }

    fn open(&self, id: u64) -> Option<usize> {
        self.orders.iter().position(|order| order.2 == id)
    }

    fn fits(&self, side: Side, price: i64, quantity: u64) -> Result<(), AddError> {
        if !(1..=MAX_PRICE).contains(&price) {
            return Err(AddError::PriceOutOfRange);
        }
        if quantity == 0 {
            return Err(AddError::QuantityZero);
        }
        let there: u128 = self.queue(side).iter().map(|order| u128::from(order.3)).sum();
        if there + u128::from(quantity) > u128::from(MAX_TOTAL) { Err(AddError::BookFull) } else { Ok(()) }
    }

    fn trade(&mut self, id: u64, side: Side, limit: i64, quantity: u64, reports: &mut Vec<Report>) -> u64 {
        let mut left = quantity;
        for (_, price, maker, there) in self.queue(side.opposite()) {
            let crosses = if side == Side::Buy { price <= limit } else { price >= limit };
            if left == 0 || !crosses {
                break;
            }
            let traded = left.min(there);
            left -= traded;
            let at = self.open(maker).expect("it is open");
            self.orders[at].3 -= traded;
            let maker_leaves = self.orders[at].3;
            if maker_leaves == 0 {
                self.orders.remove(at);
            }
            reports.push(Report::Fill {
                taker: id,
                maker,
                price,
                quantity: traded,
                taker_leaves: left,
                maker_leaves,
            });
        }
        left
    }

    fn add(
        &mut self,
        id: u64,
        side: Side,
        price: i64,
        quantity: u64,
        reports: &mut Vec<Report>,
    ) -> Result<u64, AddError> {
        self.fits(side, price, quantity)?;
        if self.open(id).is_some() {
            return Err(AddError::DuplicateId);
        }
        let left = self.trade(id, side, price, quantity, reports);
        if left > 0 {
            self.orders.push((side, price, id, left));
            reports.push(Report::Rested { id, price, quantity: left });
        }
        Ok(left)
    }

    fn cancel(&mut self, id: u64, reports: &mut Vec<Report>) -> Option<u64> {
        let (_, _, _, quantity) = self.orders.remove(self.open(id)?);
        reports.push(Report::Canceled { id, quantity });
        Some(quantity)
    }

    fn replace(
        &mut self,
        id: u64,
        price: i64,
        quantity: u64,
        reports: &mut Vec<Report>,
    ) -> Result<u64, AddError> {
        let at = self.open(id).ok_or(AddError::UnknownId)?;
        let (side, old_price, _, open) = self.orders[at];
        self.fits(side, price, quantity)?;
        if price == old_price && quantity <= open {
            self.orders[at].3 = quantity;
            return Ok(quantity);
        }
        self.orders.remove(at);
        self.add(id, side, price, quantity, reports)
    }
}

#[derive(Clone, Debug)]
enum Request {
    Add(u64, Side, i64, u64),
    Execute(u64, Side, Option<i64>, u64),
    Cancel(u64),
    Replace(u64, i64, u64),
}

/// Runs both books and compares reports, answers, best prices, depth.
fn agree(requests: &[Request]) -> Result<(), TestCaseError> {
    let mut book = OrderBook::with_seed([1, 2]);
    let mut naive = Naive::default();
    for request in requests {
        let (mut got, mut wanted) = (Vec::new(), Vec::new());
        match *request {
            Request::Add(id, side, price, quantity) => {
                let simulated = book.simulate_match(side, Some(price), quantity);
                let crosses = book.can_match(side, price);
                let answer = book.add_order(id, side, price, quantity, |report| got.push(report));
                prop_assert_eq!(answer, naive.add(id, side, price, quantity, &mut wanted));
                if let Ok(left) = answer {
                    let filled: u64 = simulated.iter().map(|it| it.1).sum();
                    prop_assert_eq!(quantity - filled, left);
                    prop_assert_eq!(crosses, filled > 0);
                }
            }
            Request::Execute(id, side, limit, quantity) => {
                let answer = book.execute(id, side, limit, quantity, |report| got.push(report));
                let any = if side == Side::Buy { i64::MAX } else { i64::MIN };
                let expected = match quantity {
                    0 => Err(AddError::QuantityZero),
                    _ => Ok(naive.trade(id, side, limit.unwrap_or(any), quantity, &mut wanted)),
                };
                prop_assert_eq!(answer, expected);
            }
            Request::Cancel(id) => {
                let answer = book.cancel_order(id, |report| got.push(report));
                prop_assert_eq!(answer, naive.cancel(id, &mut wanted));
            }
            Request::Replace(id, price, quantity) => {
                let answer = book.replace_order(id, price, quantity, |report| got.push(report));
                prop_assert_eq!(answer, naive.replace(id, price, quantity, &mut wanted));
            }
        }
        prop_assert_eq!(got, wanted);
        let depth = Depth { bids: naive.depth(Side::Buy), asks: naive.depth(Side::Sell) };
        prop_assert_eq!(book.best_bid_ask(), (depth.bids.first().copied(), depth.asks.first().copied()));
        prop_assert_eq!(book.len(), naive.orders.len());
        prop_assert_eq!(book.order_book(), depth);
    }
    for &(side, price, id, quantity) in &naive.orders {
        prop_assert_eq!(book.leaves(id), Some(quantity));
        prop_assert!(book.quantity_at(side, price) >= quantity);
    }
    Ok(())
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Buy), Just(Side::Sell)]
}

fn requests(
    ids: impl Strategy<Value = u64> + Clone + 'static,
    prices: impl Strategy<Value = i64> + Clone + 'static,
    quantities: impl Strategy<Value = u64> + Clone + 'static,
) -> impl Strategy<Value = Vec<Request>> {
    let request = prop_oneof![
        6 => (ids.clone(), side(), prices.clone(), quantities.clone()).prop_map(|(a, b, c, d)| Request::Add(a, b, c, d)),
        1 => (ids.clone(), side(), proptest::option::of(prices.clone()), quantities.clone())
            .prop_map(|(a, b, c, d)| Request::Execute(a, b, c, d)),
        2 => ids.clone().prop_map(Request::Cancel),
        2 => (ids, prices, quantities).prop_map(|(a, b, c)| Request::Replace(a, b, c)),
    ];
    proptest::collection::vec(request, 0..300)
}

/// Prices anywhere a book takes them, the ends, neighbours of powers of 64, and one step outside.
fn wide_prices() -> impl Strategy<Value = i64> + Clone {
    prop_oneof![
        1..=MAX_PRICE,
        (0..47u32, -2..=2i64).prop_map(|(power, near)| (1i64 << power) + near),
        prop_oneof![
            Just(1),
            Just(63),
            Just(64),
            Just(65),
            Just(MAX_PRICE),
            Just(MAX_PRICE - 1),
            Just(MAX_PRICE + 1)
        ],
        1..200i64,
        prop_oneof![Just(0), Just(-1), Just(i64::MIN), Just(i64::MAX)],
    ]
}

fn cases() -> ProptestConfig {
    let cases = if std::env::var_os("LONG").is_some() { 8_000 } else { 400 };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    // req: OB-02 OB-06 OB-07 OB-08 OB-09 OB-10
    #[test]
    fn a_narrow_book_trades_as_a_sorted_list_does(requests in requests(1..60u64, 95..=105i64, 0..20u64)) {
        agree(&requests)?;
    }

    // req: OB-05
    #[test]
    fn a_wide_book_finds_its_best_prices(requests in requests(1..60u64, wide_prices(), 1..9u64)) {
        agree(&requests)?;
    }

    // req: OB-05
    #[test]
    fn ids_are_the_callers(requests in requests(any::<u64>().prop_map(|id| id | 1 << 63), 1..40i64, 1..9u64)) {
        agree(&requests)?;
    }

    #[test]
    fn a_side_never_overflows(requests in requests(1..20u64, 10..=12i64, any::<u64>())) {
        agree(&requests)?;
    }
}

// req: OB-02 OB-05
#[test]
fn a_deep_level_serves_its_oldest_first_and_lets_any_go() {
    let mut book = OrderBook::new();
    for id in 1..=100_000 {
        book.add_ask(id, 500, 2, |_| ()).unwrap();
    }
    // Old, young and middle ones leave; the rest trade in the order they came.
    for id in (1..=100_000).filter(|id| id % 3 != 0) {
        assert_eq!(book.cancel_order(id, |_| ()), Some(2));
    }
    assert_eq!(book.best_ask(), Some((500, 2 * 33_333)));
    let mut makers = Vec::new();
    let left = book.execute(0, Side::Buy, None, 2 * 33_333 + 1, |report| {
        if let Report::Fill { maker, .. } = report {
            makers.push(maker);
        }
    });
    assert_eq!(left, Ok(1));
    assert!(makers.into_iter().eq((1..=33_333).map(|k| 3 * k)));
    assert!(book.is_empty() && book.best_ask().is_none());
}

// req: OB-05
#[test]
fn an_old_order_is_found_after_a_million_others() {
    let mut book = OrderBook::new();
    book.add_bid(7, 1, 5, |_| ()).unwrap();
    book.add_ask(8, MAX_PRICE, 5, |_| ()).unwrap();
    for id in 10..1_000_010u64 {
        let price = 1_000 + (id * 7919 % 65_536) as i64;
        book.add_bid(id, price, 1, |_| ()).unwrap();
        if id >= 1_010 {
            assert!(book.remove_order(id - 1_000));
        }
    }
    assert_eq!((book.len(), book.leaves(7), book.leaves(8)), (1_002, Some(5), Some(5)));
    assert_eq!(book.cancel_order(7, |_| ()), Some(5));
    assert_eq!(book.best_ask(), Some((MAX_PRICE, 5)));
}

// req: OB-03 OB-04 OB-05 OB-11
#[test]
fn the_names_of_the_book_manager() {
    let mut book = OrderBook::new();
    assert_eq!((book.best_bid(), book.best_ask()), (None, None), "none on an empty side");
    book.add_bid(1, 99, 5, |_| ()).unwrap();
    book.add_bid(2, 98, 6, |_| ()).unwrap();
    book.add_ask(3, 101, 7, |_| ()).unwrap();
    book.add_ask(4, 103, 8, |_| ()).unwrap();
    assert_eq!(book.best_bid_ask(), (Some((99, 5)), Some((101, 7))));
    assert_eq!(book.market_depth(1), Depth { bids: vec![(99, 5)], asks: vec![(101, 7)] });
    assert_eq!(book.order_book(), Depth { bids: vec![(99, 5), (98, 6)], asks: vec![(101, 7), (103, 8)] });
    let before = book.order_book();
    assert!(book.can_match(Side::Buy, 101) && !book.can_match(Side::Buy, 100));
    assert_eq!(book.simulate_match(Side::Buy, None, 10), [(101, 7), (103, 3)]);
    assert_eq!(book.simulate_match(Side::Sell, Some(99), 10), [(99, 5)]);
    assert!(!book.remove_order(99), "an unknown id");
    assert_eq!(book.add_order(1, Side::Sell, 200, 1, |_| ()), Err(AddError::DuplicateId));
    assert_eq!(book.replace_order(9, 100, 1, |_| ()), Err(AddError::UnknownId));
    assert_eq!(book.order_book(), before, "none of this changed the book");
    assert!(book.remove_order(1));
    assert_eq!(
        (book.best_bid(), book.quantity_at(Side::Buy, 99)),
        (Some((98, 6)), 0),
        "an empty level is dropped"
    );
}
