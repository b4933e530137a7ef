"""python-binance: its socket manager, its depth cache and its WebSocket API, through lost connections."""

import asyncio
import logging

import aiohttp
from binance import AsyncClient, BinanceSocketManager, DepthCacheManager
from binance.exceptions import BinanceAPIException
from binance.ws.constants import WSListenerState
from binance.ws.reconnecting_websocket import ReconnectingWebsocket
from binance.ws.websocket_api import WebsocketAPI
from checks import KEY, PATIENCE, SECRET, STREAMS, URL, checked, cut, until_heard

# It logs each lost connection, which we cut.
logging.disable(logging.CRITICAL)
AsyncClient.API_URL = URL + "/api"
AsyncClient.WS_API_URL = STREAMS + "/ws-api/v3"
BinanceSocketManager.STREAM_URL = STREAMS + "/"
# How long a socket that is left may take to notice; of the WebSocket API it bounds requests too, and stays as it is.
WebsocketAPI.TIMEOUT = ReconnectingWebsocket.TIMEOUT
ReconnectingWebsocket.TIMEOUT = 1
SYMBOL = "ETHUSD"


async def connected(secret=SECRET):
    return await AsyncClient.create(KEY, secret, session_params={"timeout": aiohttp.ClientTimeout(PATIENCE)})


async def main():
    it = await connected()
    book = await it.get_order_book(symbol=SYMBOL)
    while not (book["bids"] and book["asks"]):
        book = await it.get_order_book(symbol=SYMBOL)
    low, high = (round(float(book["bids"][0][0]) * part) for part in (0.8, 1.2))
    limit = {"symbol": SYMBOL, "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.1", "price": low}

    async def buy():
        await it.order_market_buy(symbol=SYMBOL, quantity="0.01")

    async def heard(socket, wanted):
        """Reads until a message is as wanted; that of a lost connection is passed over, as it connects anew."""
        while True:
            message = await socket.recv()
            if wanted(message):
                return message

    async def cut_and_noticed(socket):
        await asyncio.to_thread(cut)
        await asyncio.wait_for(heard(socket, lambda m: m.get("type") == "BinanceWebsocketClosed"), PATIENCE)

    async def sockets():
        manager = BinanceSocketManager(it)
        names = [f"{SYMBOL.lower()}@{name}" for name in ("trade", "kline_1m", "bookTicker", "ticker")]
        async with manager.multiplex_socket(names) as socket:
            for part in ("at first", "after a cut"):
                if part != "at first":
                    await cut_and_noticed(socket)
                for name in names:
                    await until_heard(heard(socket, lambda m: m.get("stream") == name), buy)
        async with manager.trade_socket(SYMBOL) as socket:
            trade = await until_heard(heard(socket, lambda m: m.get("e") == "trade"), buy)
            assert trade["s"] == SYMBOL
            await cut_and_noticed(socket)
            await until_heard(heard(socket, lambda m: m.get("e") == "trade"), buy)

    async def depth_cache():
        price = float(low + 2)
        async with DepthCacheManager(it, SYMBOL, ws_interval=100) as manager:

            async def until_there(is_there):
                while True:
                    cache = await manager.recv()
                    # A lost connection is told as an error; it connects anew by itself.
                    if isinstance(cache, dict):
                        continue
                    if any(level[0] == price for level in cache.get_bids()) == is_there:
                        return cache

            for part in ("at first", "after a cut"):
                if part != "at first":
                    await asyncio.to_thread(cut)
                order = await it.create_order(**{**limit, "price": low + 2})
                cache = await asyncio.wait_for(until_there(True), PATIENCE)
                assert cache.get_bids()[0][0] < cache.get_asks()[0][0]
                await it.cancel_order(symbol=SYMBOL, orderId=order["orderId"])
                await asyncio.wait_for(until_there(False), PATIENCE)

    async def user(socket):
        report = await until_heard(heard(socket, lambda m: m.get("e") == "executionReport"), buy)
        assert report["s"] == SYMBOL
        await until_heard(heard(socket, lambda m: m.get("e") == "outboundAccountPosition"), buy)

    async def user_through_a_cut():
        first = BinanceSocketManager(it).user_socket()
        await first.connect()
        await user(first)
        # It tells that the line was lost, and makes another one; who reads user events subscribes again then.
        await cut_and_noticed(first)
        while it.ws_api.ws_state != WSListenerState.STREAMING:
            await asyncio.sleep(0.1)
        async with BinanceSocketManager(it).user_socket() as second:
            await user(second)

    async def by_websocket():
        made = await it.ws_create_order(**limit)
        order = {"symbol": SYMBOL, "orderId": made["orderId"]}
        assert (await it.ws_get_order(**order))["status"] == "NEW"
        replaced = await it.ws_cancel_and_replace_order(
            **limit, cancelOrderId=made["orderId"], cancelReplaceMode="STOP_ON_FAILURE"
        )
        second = replaced["newOrderResponse"]["orderId"]
        assert any(o["orderId"] == second for o in await it.ws_get_open_orders(symbol=SYMBOL))
        assert (await it.ws_cancel_order(symbol=SYMBOL, orderId=second))["status"] == "CANCELED"
        exits = {
            "aboveType": "LIMIT_MAKER",
            "abovePrice": high,
            "belowType": "STOP_LOSS",
            "belowStopPrice": low,
        }
        oco = await it.ws_create_oco_order(symbol=SYMBOL, side="SELL", quantity="0.1", **exits)
        working = {
            "workingType": "LIMIT",
            "workingSide": "BUY",
            "workingPrice": low,
            "workingQuantity": "0.1",
            "workingTimeInForce": "GTC",
            "pendingSide": "SELL",
            "pendingQuantity": "0.1",
        }
        oto = await it.ws_create_oto_order(symbol=SYMBOL, **working, pendingType="LIMIT_MAKER", pendingPrice=high)
        above = {"pendingAboveType": "LIMIT_MAKER", "pendingAbovePrice": high}
        below = {"pendingBelowType": "STOP_LOSS", "pendingBelowStopPrice": low - 1}
        otoco = await it.ws_create_otoco_order(symbol=SYMBOL, **working, **above, **below)
        assert [len(made["orders"]) for made in (oco, oto, otoco)] == [2, 2, 3]
        done = await it.ws_cancel_oco_order(symbol=SYMBOL, orderListId=oco["orderListId"])
        assert done["listOrderStatus"] == "ALL_DONE"
        await it.ws_cancel_all_open_orders(symbol=SYMBOL)
        assert await it.ws_get_oco_open_orders() == []
        filled = await it.ws_order_market_buy(symbol=SYMBOL, quantity="0.01")
        assert await it.ws_get_my_trades(symbol=SYMBOL, orderId=filled["orderId"])
        assert (await it.ws_get_account())["accountType"] == "SPOT"
        assert (await it.ws_get_order_book(symbol=SYMBOL))["bids"]

    async def refused(code, coroutine):
        try:
            await coroutine
        except BinanceAPIException as why:
            assert why.code == code, why
            return
        raise AssertionError("it was taken")

    async def errors():
        await refused(-1121, it.ws_get_order_book(symbol="NOSUCH"))
        await refused(-2010, it.ws_create_order(**{**limit, "quantity": "900"}))
        await refused(-1013, it.ws_create_order(**{**limit, "quantity": "0.0000001"}))
        await refused(-2013, it.ws_get_order(symbol=SYMBOL, orderId=999999999))
        await refused(-2011, it.ws_cancel_order(symbol=SYMBOL, orderId=999999999))
        wrong = await connected("wrong")
        await refused(-1022, wrong.ws_get_account())
        await wrong.close_connection()

    await checked("orders and lists by WebSocket", by_websocket())
    await checked("errors by WebSocket", errors())
    await checked("sockets, through a cut", sockets())
    await checked("depth cache, through a cut", depth_cache())
    await checked("own orders and balances, through a cut", user_through_a_cut())
    await it.close_connection()


asyncio.run(main())
