import os

from binance.spot import Spot

url = os.environ.get("TAPEBOOK_URL", "http://127.0.0.1:8080")
client = Spot(api_key=os.environ["API_KEY"], api_secret=os.environ["API_SECRET"], base_url=url)

ticker = client.book_ticker("BTCUSD")
print("best bid", ticker["bidPrice"], "best ask", ticker["askPrice"])
bought = client.new_order("BTCUSD", "BUY", "MARKET", quantity="0.001")
print("bought", bought["executedQty"], "for", bought["cummulativeQuoteQty"])
price = f"{float(ticker['bidPrice']) * 0.9:.2f}"
resting = client.new_order("BTCUSD", "BUY", "LIMIT", timeInForce="GTC", quantity="0.001", price=price)
print(client.cancel_order("BTCUSD", orderId=resting["orderId"])["status"])
