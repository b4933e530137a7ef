"""ccxt for Python."""

import re
import time

import ccxt
from checks import KEY, SECRET, URL, check, refused, until


def exchange_of(key, secret):
    exchange = ccxt.binance({"apiKey": key, "secret": secret, "enableRateLimit": False})
    for name, address in exchange.urls["api"].items():
        if isinstance(address, str):
            exchange.urls["api"][name] = re.sub(r"^https://[^/]+", URL, address)
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


@check("errors")
def _():
    refused(ccxt.InsufficientFunds, lambda: it.create_order(BTC, "limit", "buy", 90, low))
    refused(ccxt.OrderNotFound, lambda: it.fetch_order("999999999", BTC))
    refused(ccxt.OrderNotFound, lambda: it.cancel_order("999999999", BTC))
    refused(ccxt.AuthenticationError, lambda: exchange_of(KEY, "wrong").fetch_balance())
    refused(ccxt.OrderImmediatelyFillable, lambda: it.create_order(BTC, "limit", "buy", 0.01, high, {"postOnly": True}))
    stale = int(time.time() * 1000) - 100_000
    refused(ccxt.InvalidNonce, lambda: it.private_get_account({"timestamp": stale}))
