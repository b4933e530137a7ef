import asyncio
import os
import re

import ccxt.pro as ccxt

url = os.environ.get("TAPEBOOK_URL", "http://127.0.0.1:8080")
streams = os.environ.get("TAPEBOOK_STREAMS", "ws://127.0.0.1:8081")


async def main():
    exchange = ccxt.binance({"apiKey": os.environ["API_KEY"], "secret": os.environ["API_SECRET"]})
    api = exchange.urls["api"]
    for name, address in api.items():
        if isinstance(address, str):
            api[name] = re.sub(r"^https://[^/]+", url, address)
    api["ws"]["spot"] = streams + "/ws"
    api["ws"]["ws-api"]["spot"] = streams + "/ws-api/v3"

    book = await exchange.watch_order_book("BTC/USD")
    print("best bid", book["bids"][0][0], "best ask", book["asks"][0][0])
    order = await exchange.create_order_ws("BTC/USD", "market", "buy", 0.001)
    print("bought", order["filled"], "at", order["average"])
    await exchange.close()


asyncio.run(main())
