"""binance-connector, the official one for Python."""

from binance.error import ClientError
from binance.spot import Spot
from checks import FLOOD_URL, KEY, PATIENCE, SECRET, URL, check, refused, until

it = Spot(api_key=KEY, api_secret=SECRET, base_url=URL, timeout=PATIENCE)
SYMBOL = "BTCUSD"
book = until(lambda: it.depth(SYMBOL), lambda b: b["bids"] and b["asks"])
low, high = round(float(book["bids"][0][0]) * 0.8), round(float(book["bids"][0][0]) * 1.2)
LIMIT = {"timeInForce": "GTC", "quantity": "0.01", "price": str(low)}


@check("market data")
def _():
    assert it.exchange_info(symbol=SYMBOL)["symbols"][0]["symbol"] == SYMBOL
    assert it.time()["serverTime"] > 0
    assert it.ticker_24hr(SYMBOL)["symbol"] == SYMBOL
    assert it.ticker_price(SYMBOL)["symbol"] == SYMBOL
    assert it.book_ticker(SYMBOL)["symbol"] == SYMBOL
    assert isinstance(it.klines(SYMBOL, "1m", limit=5), list)
    assert isinstance(it.trades(SYMBOL), list) and isinstance(it.agg_trades(SYMBOL), list)
    assert it.avg_price(SYMBOL)["mins"] == 5


@check("account")
def _():
    assert it.account()["canTrade"]
    assert len(it.get_order_rate_limit()) == 2


@check("orders")
def _():
    order = it.new_order(SYMBOL, "BUY", "LIMIT", **LIMIT)
    assert it.get_order(SYMBOL, orderId=order["orderId"])["status"] == "NEW"
    assert it.cancel_order(SYMBOL, orderId=order["orderId"])["status"] == "CANCELED"
    bought = it.new_order(SYMBOL, "BUY", "MARKET", quantity="0.001")
    assert bought["status"] == "FILLED"
    assert it.my_trades(SYMBOL, orderId=bought["orderId"])
    assert it.new_order_test(SYMBOL, "BUY", "LIMIT", **LIMIT) == {}


@check("cancel-replace and lists")
def _():
    order = it.new_order(SYMBOL, "BUY", "LIMIT", **LIMIT)
    done = it.cancel_and_replace(SYMBOL, "BUY", "LIMIT", "STOP_ON_FAILURE", cancelOrderId=order["orderId"], **LIMIT)
    assert done["newOrderResult"] == "SUCCESS"
    exits = {"abovePrice": str(high), "belowStopPrice": str(low)}
    listed = it.new_oco_order(SYMBOL, "SELL", "0.01", "LIMIT_MAKER", "STOP_LOSS", **exits)
    assert len(listed["orders"]) == 2
    assert any(o["orderListId"] == listed["orderListId"] for o in it.get_oco_open_orders())
    assert it.cancel_oco_order(SYMBOL, orderListId=listed["orderListId"])["listOrderStatus"] == "ALL_DONE"
    it.cancel_open_orders(SYMBOL)
    assert it.get_open_orders(SYMBOL) == []


@check("every type of order")
def _():
    size = {"quantity": "0.01"}
    gtc = {"timeInForce": "GTC"}
    orders = [
        ("SELL", "STOP_LOSS", {"stopPrice": low}),
        ("SELL", "STOP_LOSS_LIMIT", {"stopPrice": low, "price": low, **gtc}),
        ("SELL", "TAKE_PROFIT", {"stopPrice": high}),
        ("SELL", "TAKE_PROFIT_LIMIT", {"stopPrice": high, "price": high, **gtc}),
        ("SELL", "STOP_LOSS", {"trailingDelta": 500}),
        ("SELL", "LIMIT_MAKER", {"price": high}),
        ("BUY", "LIMIT", {"price": low, "icebergQty": "0.001", **gtc}),
    ]
    for side, kind, words in orders:
        made = it.new_order(SYMBOL, side, kind, **size, **words)
        assert it.get_order(SYMBOL, orderId=made["orderId"])["type"] == kind, words
        assert it.cancel_order(SYMBOL, orderId=made["orderId"])["status"] == "CANCELED", words
    for force in ("IOC", "FOK"):
        assert it.new_order(SYMBOL, "BUY", "LIMIT", **{**LIMIT, "timeInForce": force})["status"] == "EXPIRED"
    assert it.new_order(SYMBOL, "BUY", "MARKET", quoteOrderQty="100")["status"] == "FILLED"
    assert len(it.get_orders(SYMBOL)) > len(orders)


@check("lists: OTO and OTOCO")
def _():
    working = ("LIMIT", "BUY", low, "0.01")
    oto = it.new_oto_order(SYMBOL, *working, "LIMIT_MAKER", "SELL", "0.01", workingTimeInForce="GTC", pendingPrice=high)
    exits = {"pendingAbovePrice": high, "pendingBelowType": "STOP_LOSS", "pendingBelowStopPrice": low - 1}
    otoco = it.new_otoco_order(SYMBOL, *working, "SELL", "0.01", "LIMIT_MAKER", workingTimeInForce="GTC", **exits)
    assert [len(made["orders"]) for made in (oto, otoco)] == [2, 3]
    it.cancel_open_orders(SYMBOL)
    assert it.get_oco_open_orders() == []


@check("errors")
def _():
    refused(ClientError, lambda: it.depth("NOSUCH"), "-1121", "Invalid symbol.")
    refused(ClientError, lambda: it.new_order(SYMBOL, "BUY", "LIMIT", **{**LIMIT, "quantity": "90"}), "-2010")
    refused(ClientError, lambda: it.cancel_order(SYMBOL, orderId=999999999), "-2011", "Unknown order sent.")
    refused(ClientError, lambda: Spot(KEY, "wrong", base_url=URL).account(), "-1022")
    refused(ClientError, lambda: it.get_order(SYMBOL, orderId=999999999), "-2013", "Order does not exist.")
    refused(ClientError, lambda: it.new_order(SYMBOL, "BUY", "LIMIT", **{**LIMIT, "quantity": "0.0000001"}), "-1013")
    refused(ClientError, lambda: it.new_order(SYMBOL, "BUY", "LIMIT_MAKER", quantity="0.01", price=high), "-2010")
    refused(ClientError, lambda: it.account(recvWindow=60_001), "recvWindow")
    flood = Spot(base_url=FLOOD_URL, timeout=PATIENCE)

    def many():
        for _ in range(40):
            flood.depth(SYMBOL, limit=5000)

    why = refused(ClientError, many, "-1003")
    assert why.status_code == 429 and int(why.header["Retry-After"]) > 0
