"""binance-connector: its WebSocket API and its streams. It does not connect anew by itself: a program that hears of a
lost connection makes another one."""

import hashlib
import hmac
import json
import logging
import threading
import time
from queue import Empty, Queue

from binance.spot import Spot
from binance.websocket.spot.websocket_api import SpotWebsocketAPIClient
from binance.websocket.spot.websocket_stream import SpotWebsocketStreamClient
from checks import KEY, PATIENCE, SECRET, STREAMS, URL, check, cut, until

# It logs each lost connection, which we cut.
logging.disable(logging.CRITICAL)
SYMBOL = "ETHUSD"
rest = Spot(api_key=KEY, api_secret=SECRET, base_url=URL, timeout=PATIENCE)
book = until(lambda: rest.depth(SYMBOL), lambda b: b["bids"] and b["asks"])
low, high = round(float(book["bids"][0][0]) * 0.8), round(float(book["bids"][0][0]) * 1.2)
LIMIT = {"timeInForce": "GTC", "quantity": "0.1", "price": str(low)}


class Line:
    """A client's connection, what comes by it, and whether it was lost."""

    def __init__(self, make):
        self.heard, self.lost = Queue(), threading.Event()
        self.client = make(
            on_message=lambda _, text: self.heard.put(json.loads(text)),
            on_error=lambda *_: self.lost.set(),
            on_close=lambda *_: self.lost.set(),
        )

    def until(self, wanted, act=None):
        """Waits for a message, while something is done again and again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if act:
                act()
            try:
                while True:
                    message = self.heard.get(timeout=0.5)
                    if wanted(message):
                        return message
            except Empty:
                pass
        raise AssertionError("nothing was heard of it")

    def cut(self):
        cut()
        assert self.lost.wait(PATIENCE), "it did not notice"


def api(**handlers):
    return SpotWebsocketAPIClient(STREAMS + "/ws-api/v3", api_key=KEY, api_secret=SECRET, **handlers)


def streams(**handlers):
    return SpotWebsocketStreamClient(STREAMS, is_combined=True, **handlers)


def ask(line, method, *words, **params):
    """What a method of the WebSocket API is answered."""
    method(*words, **params)
    return line.until(lambda m: "status" in m)


def result(line, method, *words, **params):
    answer = ask(line, method, *words, **params)
    assert answer["status"] == 200, answer
    return answer["result"]


def buy():
    assert rest.new_order(SYMBOL, "BUY", "MARKET", quantity="0.01")["status"] == "FILLED"


@check("market data by WebSocket")
def _():
    line = Line(api)
    it = line.client
    assert result(line, it.server_time)["serverTime"] > 0
    assert result(line, it.exchange_info, symbol=SYMBOL)["symbols"][0]["symbol"] == SYMBOL
    assert result(line, it.order_book, SYMBOL)["bids"]
    assert result(line, it.recent_trades, SYMBOL)
    assert result(line, it.aggregate_trades, SYMBOL)
    assert result(line, it.klines, SYMBOL, "1m")
    assert result(line, it.ticker_24hr, symbol=SYMBOL)["symbol"] == SYMBOL
    assert result(line, it.ticker_price, symbol=SYMBOL)["symbol"] == SYMBOL
    assert result(line, it.ticker_book, symbol=SYMBOL)["symbol"] == SYMBOL
    assert result(line, it.avg_price, SYMBOL)["mins"] == 5
    it.stop()


def trade(line):
    it = line.client
    made = result(line, it.new_order, SYMBOL, "BUY", "LIMIT", newOrderRespType="RESULT", **LIMIT)
    assert result(line, it.get_order, SYMBOL, orderId=made["orderId"])["status"] == "NEW"
    mode = "STOP_ON_FAILURE"
    words = (SYMBOL, mode, "BUY", "LIMIT")
    replaced = result(line, it.cancel_replace_order, *words, cancelOrderId=made["orderId"], **LIMIT)
    second = replaced["newOrderResponse"]["orderId"]
    assert any(o["orderId"] == second for o in result(line, it.get_open_orders, symbol=SYMBOL))
    assert result(line, it.cancel_order, SYMBOL, orderId=second)["status"] == "CANCELED"
    filled = result(line, it.new_order, SYMBOL, "BUY", "MARKET", quantity="0.01", newOrderRespType="FULL")
    assert filled["status"] == "FILLED"
    assert result(line, it.my_trades, symbol=SYMBOL, orderId=filled["orderId"])
    assert result(line, it.account)["accountType"] == "SPOT"
    assert len(result(line, it.order_rate_limit)) == 2


@check("orders by WebSocket, through a cut")
def _():
    line = Line(api)
    trade(line)
    line.cut()
    line = Line(api)
    trade(line)
    line.client.stop()


@check("lists by WebSocket: OCO, OTO and OTOCO")
def _():
    line = Line(api)
    it = line.client
    exits = {"aboveType": "LIMIT_MAKER", "abovePrice": str(high), "belowType": "STOP_LOSS", "belowStopPrice": str(low)}
    oco = result(line, it.new_oco_order, SYMBOL, "SELL", "0.1", **exits)
    working = ("LIMIT", "BUY", str(low))
    rests = {"workingTimeInForce": "GTC"}
    pending = ("LIMIT_MAKER", "SELL", "0.1")
    oto = result(line, it.new_oto_order, SYMBOL, *working, "0.1", *pending, pendingPrice=str(high), **rests)
    above = {"pendingAbovePrice": str(high)}
    below = {"pendingBelowType": "STOP_LOSS", "pendingBelowStopPrice": str(low - 1)}
    both = {"workingQuantity": "0.1", **rests, **above, **below}
    otoco = result(line, it.new_otoco_order, SYMBOL, *working, "SELL", "0.1", "LIMIT_MAKER", **both)
    assert [len(made["orders"]) for made in (oco, oto, otoco)] == [2, 2, 3]
    assert len(result(line, it.get_open_oco_orders)) == 3
    assert result(line, it.cancel_oco_order, SYMBOL, orderListId=oco["orderListId"])["listOrderStatus"] == "ALL_DONE"
    result(line, it.cancel_open_orders, SYMBOL)
    assert result(line, it.get_open_oco_orders) == []
    it.stop()


@check("errors by WebSocket")
def _():
    line = Line(api)
    it = line.client

    def refused(code, method, *words, **params):
        answer = ask(line, method, *words, **params)
        assert answer["error"]["code"] == code, answer

    refused(-1121, it.order_book, "NOSUCH")
    refused(-2010, it.new_order, SYMBOL, "BUY", "LIMIT", **{**LIMIT, "quantity": "900"})
    refused(-1013, it.new_order, SYMBOL, "BUY", "LIMIT", **{**LIMIT, "quantity": "0.0000001"})
    refused(-2013, it.get_order, SYMBOL, orderId=999999999)
    refused(-2011, it.cancel_order, SYMBOL, orderId=999999999)
    it.api_secret = "wrong"
    refused(-1022, it.account)
    it.stop()


def subscribed():
    """A line with the user's events. The client has listen keys for them, which there are no more: it sends what the
    documents have instead."""
    line = Line(api)
    params = {"apiKey": KEY, "timestamp": int(time.time() * 1000)}
    text = "&".join(f"{name}={params[name]}" for name in sorted(params))
    params["signature"] = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
    message = {"id": "user", "method": "userDataStream.subscribe.signature", "params": params}
    assert "subscriptionId" in result(line, line.client.send, message)
    return line


def own_events(line):
    report = line.until(lambda m: m.get("event", {}).get("e") == "executionReport", buy)
    assert report["event"]["s"] == SYMBOL
    position = line.until(lambda m: m.get("event", {}).get("e") == "outboundAccountPosition", buy)
    assert position["event"]["B"]


@check("own orders and balances, through a cut")
def _():
    line = subscribed()
    own_events(line)
    line.cut()
    line = subscribed()
    own_events(line)
    line.client.stop()


def kept(line):
    """A book as the documents say to keep one: a line is asked first, then REST."""
    line.client.diff_book_depth(SYMBOL, speed=100)
    first = line.until(lambda m: m.get("data", {}).get("e") == "depthUpdate")["data"]
    start = until(lambda: rest.depth(SYMBOL, limit=1000), lambda b: b["lastUpdateId"] >= first["U"])
    levels = {side: dict(start[side]) for side in ("bids", "asks")}
    last = start["lastUpdateId"]

    def take(message):
        nonlocal last
        event = message.get("data", {})
        if event.get("e") != "depthUpdate" or event["u"] <= last:
            return
        assert event["U"] <= last + 1, "there is a gap"
        last = event["u"]
        for side, changes in (("bids", event["b"]), ("asks", event["a"])):
            for price, quantity in changes:
                if float(quantity) == 0:
                    levels[side].pop(price, None)
                else:
                    levels[side][price] = quantity

    take({"data": first})
    return levels, take


@check("book and other streams, through a cut")
def _():
    price = f"{low + 2}.00000000"
    for _ in range(2):
        line = Line(streams)
        levels, take = kept(line)
        order = rest.new_order(SYMBOL, "BUY", "LIMIT", **{**LIMIT, "price": str(low + 2)})
        line.until(lambda m: take(m) or price in levels["bids"])
        rest.cancel_order(SYMBOL, orderId=order["orderId"])
        line.until(lambda m: take(m) or price not in levels["bids"])
        it = line.client
        it.kline(SYMBOL, "1m")
        it.ticker(SYMBOL)
        for name in ("kline", "24hrTicker"):
            line.until(lambda m: m.get("data", {}).get("e") == name, buy)
        line.cut()
