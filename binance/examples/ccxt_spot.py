import os
import re

import ccxt

url = os.environ.get("TAPEBOOK_URL", "http://127.0.0.1:8080")
exchange = ccxt.binance({"apiKey": os.environ["API_KEY"], "secret": os.environ["API_SECRET"]})
# Every address of the exchange is this one.
for name, address in exchange.urls["api"].items():
    if isinstance(address, str):
        exchange.urls["api"][name] = re.sub(r"^https://[^/]+", url, address)

exchange.load_markets()
book = exchange.fetch_order_book("BTC/USD", 5)
print("best bid", book["bids"][0][0], "best ask", book["asks"][0][0])
bought = exchange.create_order("BTC/USD", "market", "buy", 0.001)
print("bought", bought["filled"], "at", bought["average"])
resting = exchange.create_order("BTC/USD", "limit", "buy", 0.001, book["bids"][0][0] * 0.9)
print(exchange.cancel_order(resting["id"], "BTC/USD")["status"])
