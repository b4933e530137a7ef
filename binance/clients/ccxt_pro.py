"""ccxt.pro for Python: streams of the market and of the user, through lost connections, and orders by WebSocket."""

import asyncio
import re

import ccxt.pro as ccxt
from checks import KEY, PATIENCE, SECRET, STREAMS, URL, checked, cut, until_heard

BTC = "BTC/USD"


def exchange_of(secret=SECRET):
    exchange = ccxt.binance({"apiKey": KEY, "secret": secret, "timeout": PATIENCE * 1000})
    exchange.options["recvWindow"] = PATIENCE * 1000
    api = exchange.urls["api"]
    for name, address in api.items():
        if isinstance(address, str):
            api[name] = re.sub(r"^https://[^/]+", URL, address)
    api["ws"]["spot"] = STREAMS + "/ws"
    api["ws"]["ws-api"]["spot"] = STREAMS + "/ws-api/v3"
    return exchange


async def watch(run):
    """Watches as programs do: over a lost connection, too, and not at once again."""
    while True:
        try:
            return await run()
        except ccxt.NetworkError as why:
            print(f"after {type(why).__name__}: {why}", flush=True)
            await asyncio.sleep(0.25)


async def main():
    it = exchange_of()
    await it.load_markets()
    book = await it.fetch_order_book(BTC)
    while not (book["bids"] and book["asks"]):
        book = await it.fetch_order_book(BTC)
    low = round(book["bids"][0][0] * 0.9)

    def has(book, price):
        return any(level[0] == price for level in book["bids"])

    async def book_until(wanted):
        while True:
            book = await watch(lambda: it.watch_order_book(BTC))
            if wanted(book):
                return book

    async def order(price):
        return await it.create_order(BTC, "limit", "buy", 0.01, price)

    async def rest():
        await it.cancel_order((await order(low))["id"], BTC)

    async def buy():
        await it.create_order(BTC, "market", "buy", 0.001)

    async def book_through_a_cut():
        first = await order(low)
        await book_until(lambda b: has(b, low))
        await asyncio.to_thread(cut)
        second = await order(low + 1)
        await it.cancel_order(first["id"], BTC)
        book = await book_until(lambda b: has(b, low + 1) and not has(b, low))
        assert book["bids"][0][0] < book["asks"][0][0]
        await it.cancel_order(second["id"], BTC)
        await book_until(lambda b: not has(b, low + 1))

    async def market_through_a_cut():
        async def all_of_it():
            return await asyncio.gather(
                until_heard(watch(lambda: it.watch_trades(BTC)), buy),
                until_heard(watch(lambda: it.watch_ticker(BTC)), buy),
                until_heard(watch(lambda: it.watch_ohlcv(BTC, "1m")), buy),
                until_heard(watch(lambda: it.watch_bids_asks([BTC])), buy),
            )

        await all_of_it()
        await asyncio.to_thread(cut)
        trades, ticker, candles, best = await all_of_it()
        assert trades[-1]["price"] > 0 and ticker["last"] > 0 and candles[-1][4] > 0 and best[BTC]["bid"] > 0

    async def own():
        orders = await until_heard(watch(lambda: it.watch_orders(BTC)), rest)
        assert orders[0]["symbol"] == BTC
        trades = await until_heard(watch(lambda: it.watch_my_trades(BTC)), buy)
        assert trades[0]["takerOrMaker"] == "taker"
        balance = await until_heard(watch(lambda: it.watch_balance()), buy)
        assert balance["USD"]["total"] > 0

    async def own_after_a_cut():
        await asyncio.to_thread(cut)
        await own()

    async def by_websocket():
        made = await it.create_order_ws(BTC, "limit", "buy", 0.01, low)
        assert (await it.fetch_order_ws(made["id"], BTC))["status"] == "open"
        edited = await it.edit_order_ws(made["id"], BTC, "limit", "buy", 0.02, low)
        assert any(o["id"] == edited["id"] for o in await it.fetch_open_orders_ws(BTC))
        assert (await it.cancel_order_ws(edited["id"], BTC))["status"] == "canceled"
        assert await it.fetch_my_trades_ws(BTC)
        # It does not read the answer of spot into its own words.
        assert (await it.fetch_balance_ws())["info"]["balances"]
        assert await it.fetch_ohlcv_ws(BTC, "1m")

    async def refused(error, coroutine):
        try:
            await coroutine
        except error:
            return
        raise AssertionError("it was taken")

    async def errors():
        await refused(ccxt.InsufficientFunds, it.create_order_ws(BTC, "limit", "buy", 90, low))
        await refused(ccxt.OrderNotFound, it.fetch_order_ws("999999999", BTC))
        await refused(ccxt.OrderNotFound, it.cancel_order_ws("999999999", BTC))
        wrong = exchange_of("wrong")
        try:
            wrong.set_markets(it.markets)
            await refused(ccxt.AuthenticationError, wrong.fetch_balance_ws())
        finally:
            await wrong.close()

    try:
        await checked("book, through a cut", book_through_a_cut())
        await checked("trades, ticker, candles, best prices, through a cut", market_through_a_cut())
        await checked("own orders, trades and balance", own())
        await checked("own orders, trades and balance, after a cut", own_after_a_cut())
        await checked("orders by WebSocket", by_websocket())
        await checked("errors by WebSocket", errors())
    finally:
        await it.close()


asyncio.run(main())
