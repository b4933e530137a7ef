"""python-binance."""

from binance.client import Client
from binance.exceptions import BinanceAPIException
from checks import KEY, SECRET, URL, check, refused, until

Client.API_URL = URL + "/api"
it = Client(KEY, SECRET)
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


@check("errors")
def _():
    refused(BinanceAPIException, lambda: it.get_order_book(symbol="NOSUCH"), "-1121")
    refused(BinanceAPIException, lambda: it.order_limit_buy(symbol=SYMBOL, quantity="90", price=str(low)), "-2010")
    refused(BinanceAPIException, lambda: it.order_limit_buy(symbol=SYMBOL, quantity="0.000001", price=str(low)), "LOT_SIZE")
