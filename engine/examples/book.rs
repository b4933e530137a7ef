//! The order book by itself: `cargo run -p tapebook-engine --example book`.

use tapebook_engine::book::{OrderBook, Report, Side};

fn main() {
    let mut book = OrderBook::new();
    let print = |report: Report| println!("  {report:?}");

    println!("three offers:");
    book.add_ask(1, 101, 5, print).unwrap();
    book.add_ask(2, 102, 5, print).unwrap();
    book.add_ask(3, 101, 5, print).unwrap();

    println!("a buyer takes the cheapest first, the oldest first at a price, and rests with what is left:");
    println!("  it would trade {:?}", book.simulate_match(Side::Buy, Some(101), 12));
    book.add_bid(4, 101, 12, print).unwrap();

    println!("a market order, a replace that keeps its place, a cancel:");
    book.execute(5, Side::Buy, None, 2, print).unwrap();
    book.replace_order(2, 102, 1, print).unwrap();
    book.cancel_order(4, print);

    println!("what is left: {:?}", book.order_book());
}
