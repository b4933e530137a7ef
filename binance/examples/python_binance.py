import os

from binance.client import Client

Client.API_URL = os.environ.get("TAPEBOOK_URL", "http://127.0.0.1:8080") + "/api"
client = Client(os.environ["API_KEY"], os.environ["API_SECRET"])

ticker = client.get_orderbook_ticker(symbol="BTCUSD")
print("best bid", ticker["bidPrice"], "best ask", ticker["askPrice"])
bought = client.order_market_buy(symbol="BTCUSD", quantity="0.001")
print("bought", bought["executedQty"], "for", bought["cummulativeQuoteQty"])
resting = client.order_limit_buy(symbol="BTCUSD", quantity="0.001", price=f"{float(ticker['bidPrice']) * 0.9:.2f}")
print(client.cancel_order(symbol="BTCUSD", orderId=resting["orderId"])["status"])
