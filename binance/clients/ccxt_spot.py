"""ccxt for Python."""

import re
import time

import ccxt
from checks import FLOOD_URL, KEY, OTHER_KEY, OTHER_SECRET, PATIENCE, SECRET, URL, check, refused, until


def exchange_of(key, secret, url=URL):
    exchange = ccxt.binance({"apiKey": key, "secret": secret, "enableRateLimit": False, "timeout": PATIENCE * 1000})
    exchange.options["recvWindow"] = PATIENCE * 1000
    for name, address in exchange.urls["api"].items():
        if isinstance(address, str):
            exchange.urls["api"][name] = re.sub(r"^https://[^/]+", url, address)
    return exchange


BTC = "BTC/USD"
it = exchange_of(KEY, SECRET)
markets = it.load_markets()
book = until(lambda: it.fetch_order_book(BTC), lambda b: b["bids"] and b["asks"])
low, high = round(book["bids"][0][0] * 0.8), round(book["bids"][0][0] * 1.2)


@check("markets, book, ticker, candles")
def _():
    assert markets[BTC]["active"]
    assert it.fetch_order_book(BTC, 5)["bids"][0][0] > 0
    assert it.fetch_ticker(BTC)["last"] > 0
    assert it.fetch_ohlcv(BTC, "5m", limit=3)[-1][5] > 0


@check("market order, trades, balance")
def _():
    order = it.create_order(BTC, "market", "buy", 0.002)
    assert order["status"] == "closed" and order["filled"] == 0.002
    assert it.fetch_my_trades(BTC)[-1]["order"] == order["id"]
    assert it.fetch_trades(BTC)
    assert it.fetch_balance()["BTC"]["total"] > 0


@check("limit order: looked up, edited, canceled")
def _():
    order = it.create_order(BTC, "limit", "buy", 0.01, low)
    assert it.fetch_order(order["id"], BTC)["status"] == "open"
    edited = it.edit_order(order["id"], BTC, "limit", "buy", 0.02, low + 1)
    assert any(o["id"] == edited["id"] for o in it.fetch_open_orders(BTC))
    assert it.cancel_order(edited["id"], BTC)["status"] == "canceled"


@check("stops, take-profits, post-only")
def _():
    orders = [
        it.create_order(BTC, "market", "sell", 0.01, None, {"stopLossPrice": low}),
        it.create_order(BTC, "limit", "sell", 0.01, high, {"takeProfitPrice": high}),
        it.create_order(BTC, "limit", "sell", 0.01, high, {"postOnly": True}),
    ]
    assert len(it.fetch_open_orders(BTC)) >= len(orders)
    it.cancel_all_orders(BTC)
    assert it.fetch_open_orders(BTC) == []
    assert len(it.fetch_orders(BTC)) > len(orders)


@check("every type of order")
def _():
    rests = [
        ("market", "sell", None, {"stopLossPrice": low}),
        ("limit", "sell", low, {"stopLossPrice": low}),
        ("market", "sell", None, {"takeProfitPrice": high}),
        ("limit", "sell", high, {"takeProfitPrice": high}),
        ("limit", "sell", low, {"trailingPercent": 5, "stopLossOrTakeProfit": "stopLoss"}),
        ("limit", "sell", high, {"postOnly": True}),
        ("limit", "buy", low, {"icebergQty": "0.001"}),
    ]
    for kind, side, price, params in rests:
        order = it.create_order(BTC, kind, side, 0.01, price, params)
        assert it.fetch_order(order["id"], BTC)["status"] == "open", params
        assert it.cancel_order(order["id"], BTC)["status"] == "canceled", params
    for force in ("IOC", "FOK"):
        assert it.create_order(BTC, "limit", "buy", 0.01, low, {"timeInForce": force})["status"] == "expired"
    assert it.create_market_buy_order_with_cost(BTC, 100)["cost"] > 90
    before = len(it.fetch_open_orders(BTC))
    it.create_order(BTC, "limit", "buy", 0.01, low, {"test": True})
    assert len(it.fetch_open_orders(BTC)) == before


@check("lists: OCO, OTO and OTOCO")
def _():
    symbol = {"symbol": "BTCUSD"}
    exits = {"aboveType": "LIMIT_MAKER", "abovePrice": high, "belowType": "STOP_LOSS", "belowStopPrice": low}
    oco = it.private_post_orderlist_oco({**symbol, "side": "SELL", "quantity": "0.01", **exits})
    working = {
        "workingType": "LIMIT",
        "workingSide": "BUY",
        "workingPrice": low,
        "workingQuantity": "0.01",
        "workingTimeInForce": "GTC",
        "pendingSide": "SELL",
        "pendingQuantity": "0.01",
    }
    oto = it.private_post_orderlist_oto({**symbol, **working, "pendingType": "LIMIT_MAKER", "pendingPrice": high})
    above = {"pendingAboveType": "LIMIT_MAKER", "pendingAbovePrice": high}
    below = {"pendingBelowType": "STOP_LOSS", "pendingBelowStopPrice": low - 1}
    otoco = it.private_post_orderlist_otoco({**symbol, **working, **above, **below})
    assert [len(made["orders"]) for made in (oco, oto, otoco)] == [2, 2, 3]
    assert len(it.private_get_openorderlist()) == 3
    for made in (oco, oto, otoco):
        done = it.private_delete_orderlist({**symbol, "orderListId": made["orderListId"]})
        assert done["listOrderStatus"] == "ALL_DONE"


@check("tickers, fees, two traders")
def _():
    assert it.fetch_tickers([BTC, "ETH/USD"])["ETH/USD"]["symbol"] == "ETH/USD"
    assert it.fetch_bids_asks([BTC])[BTC]["bid"] > 0
    assert it.fetch_trading_fee(BTC)["maker"] == 0.001
    made = it.create_order(BTC, "limit", "buy", 0.001, book["bids"][0][0])
    other = exchange_of(OTHER_KEY, OTHER_SECRET)
    other.create_order(BTC, "market", "sell", 0.001)
    assert other.fetch_my_trades(BTC)
    if it.fetch_order(made["id"], BTC)["status"] == "open":
        it.cancel_order(made["id"], BTC)


@check("errors")
def _():
    refused(ccxt.InsufficientFunds, lambda: it.create_order(BTC, "limit", "buy", 90, low))
    refused(ccxt.OrderNotFound, lambda: it.fetch_order("999999999", BTC))
    refused(ccxt.OrderNotFound, lambda: it.cancel_order("999999999", BTC))
    refused(ccxt.AuthenticationError, lambda: exchange_of(KEY, "wrong").fetch_balance())
    refused(ccxt.OrderImmediatelyFillable, lambda: it.create_order(BTC, "limit", "buy", 0.01, high, {"postOnly": True}))
    stale = int(time.time() * 1000) - 100_000
    refused(ccxt.InvalidNonce, lambda: it.private_get_account({"timestamp": stale}))
    refused(ccxt.InvalidNonce, lambda: it.private_get_account({"timestamp": int(time.time() * 1000) + 100_000}))
    refused(ccxt.BadSymbol, lambda: it.public_get_depth({"symbol": "NOSUCH"}))
    order = {"symbol": "BTCUSD", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "price": str(low)}
    refused(ccxt.InvalidOrder, lambda: it.private_post_order({**order, "quantity": "0.0000001"}), "LOT_SIZE")
    refused(ccxt.BadRequest, lambda: it.private_post_order(order))
    flood = exchange_of(KEY, SECRET, FLOOD_URL)

    def many():
        for _ in range(40):
            flood.public_get_depth({"symbol": "BTCUSD", "limit": 5000})

    refused(ccxt.DDoSProtection, many)
