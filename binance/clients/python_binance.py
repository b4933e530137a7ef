"""python-binance."""

from binance.client import Client
from binance.exceptions import BinanceAPIException
from checks import FLOOD_URL, KEY, PATIENCE, SECRET, URL, check, refused, until

Client.API_URL = URL + "/api"
TIMES = {"timeout": PATIENCE}
it = Client(KEY, SECRET, TIMES)
SYMBOL = "BTCUSD"
book = until(lambda: it.get_order_book(symbol=SYMBOL), lambda b: b["bids"] and b["asks"])
low, high = round(float(book["bids"][0][0]) * 0.8), round(float(book["bids"][0][0]) * 1.2)


@check("market data")
def _():
    assert it.get_symbol_info(SYMBOL)["baseAsset"] == "BTC"
    assert it.get_symbol_ticker(symbol=SYMBOL)["symbol"] == SYMBOL
    assert it.get_ticker(symbol=SYMBOL)["symbol"] == SYMBOL
    assert isinstance(it.get_klines(symbol=SYMBOL, interval=Client.KLINE_INTERVAL_1MINUTE), list)
    assert isinstance(it.get_recent_trades(symbol=SYMBOL), list)
    assert isinstance(it.get_historical_trades(symbol=SYMBOL, fromId=1), list)
    assert isinstance(it.get_aggregate_trades(symbol=SYMBOL), list)


@check("account")
def _():
    assert it.get_account()["accountType"] == "SPOT"
    assert float(it.get_asset_balance(asset="USD")["free"]) > 0


@check("orders")
def _():
    order = it.order_limit_buy(symbol=SYMBOL, quantity="0.01", price=str(low))
    assert it.get_order(symbol=SYMBOL, orderId=order["orderId"])["status"] == "NEW"
    assert len(it.get_open_orders(symbol=SYMBOL)) == 1
    assert it.cancel_order(symbol=SYMBOL, orderId=order["orderId"])["status"] == "CANCELED"
    assert it.order_market_buy(symbol=SYMBOL, quantity="0.001")["status"] == "FILLED"
    assert it.order_market_buy(symbol=SYMBOL, quoteOrderQty="100")["status"] == "FILLED"
    assert it.get_my_trades(symbol=SYMBOL) and it.get_all_orders(symbol=SYMBOL)


@check("OCO")
def _():
    legs = {"aboveType": "LIMIT_MAKER", "abovePrice": str(high), "belowType": "STOP_LOSS", "belowStopPrice": str(low)}
    listed = it.create_oco_order(symbol=SYMBOL, side="SELL", quantity="0.01", **legs)
    assert len(listed["orderReports"]) == 2
    assert it.cancel_order(symbol=SYMBOL, orderId=listed["orders"][0]["orderId"])["listOrderStatus"] == "ALL_DONE"


@check("every type of order")
def _():
    size = {"symbol": SYMBOL, "quantity": "0.01"}
    gtc = {"timeInForce": "GTC"}
    orders = [
        {"side": "SELL", "type": "STOP_LOSS", "stopPrice": low},
        {"side": "SELL", "type": "STOP_LOSS_LIMIT", "stopPrice": low, "price": low, **gtc},
        {"side": "SELL", "type": "TAKE_PROFIT", "stopPrice": high},
        {"side": "SELL", "type": "TAKE_PROFIT_LIMIT", "stopPrice": high, "price": high, **gtc},
        {"side": "SELL", "type": "STOP_LOSS", "trailingDelta": 500},
        {"side": "SELL", "type": "LIMIT_MAKER", "price": high},
        {"side": "BUY", "type": "LIMIT", "price": low, "icebergQty": "0.001", **gtc},
    ]
    for order in orders:
        made = it.create_order(**size, **order)
        assert it.get_order(symbol=SYMBOL, orderId=made["orderId"])["type"] == order["type"], order
        assert it.cancel_order(symbol=SYMBOL, orderId=made["orderId"])["status"] == "CANCELED", order
    for force in ("IOC", "FOK"):
        assert it.order_limit_buy(**size, price=str(low), timeInForce=force)["status"] == "EXPIRED"
    assert it.create_test_order(side="BUY", type="LIMIT", price=low, **size, **gtc) == {}


@check("cancel-replace")
def _():
    order = {"symbol": SYMBOL, "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.01", "price": low}
    made = it.create_order(**order)
    mode = "STOP_ON_FAILURE"
    done = it.cancel_replace_order(cancelReplaceMode=mode, cancelOrderId=made["orderId"], **order)
    assert done["newOrderResult"] == "SUCCESS"
    it.cancel_all_open_orders(symbol=SYMBOL)
    assert it.get_open_orders(symbol=SYMBOL) == []


@check("errors")
def _():
    refused(BinanceAPIException, lambda: it.get_order_book(symbol="NOSUCH"), "-1121")
    refused(BinanceAPIException, lambda: it.order_limit_buy(symbol=SYMBOL, quantity="90", price=str(low)), "-2010")
    refused(BinanceAPIException, lambda: it.order_limit_buy(symbol=SYMBOL, quantity="0.000001", price=str(low)), "LOT_SIZE")
    refused(BinanceAPIException, lambda: it.get_order(symbol=SYMBOL, orderId=999999999), "-2013")
    refused(BinanceAPIException, lambda: it.cancel_order(symbol=SYMBOL, orderId=999999999), "-2011")
    for offset in (-100_000, 100_000):
        it.timestamp_offset = offset
        refused(BinanceAPIException, it.get_account, "-1021")
    it.timestamp_offset = 0
    refused(BinanceAPIException, lambda: Client(KEY, "wrong", TIMES).get_account(), "-1022")
    refused(BinanceAPIException, lambda: Client("0" * 32, SECRET, TIMES).get_account(), "-2015")
    Client.API_URL = FLOOD_URL + "/api"
    flood = Client(KEY, SECRET, TIMES)

    def many():
        for _ in range(40):
            flood.get_order_book(symbol=SYMBOL, limit=5000)

    assert refused(BinanceAPIException, many, "-1003").status_code == 429
