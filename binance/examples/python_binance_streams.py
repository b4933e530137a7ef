import asyncio
import os

from binance import AsyncClient, BinanceSocketManager

streams = os.environ.get("TAPEBOOK_STREAMS", "ws://127.0.0.1:8081")
AsyncClient.API_URL = os.environ.get("TAPEBOOK_URL", "http://127.0.0.1:8080") + "/api"
AsyncClient.WS_API_URL = streams + "/ws-api/v3"
BinanceSocketManager.STREAM_URL = streams + "/"


async def main():
    client = await AsyncClient.create(os.environ["API_KEY"], os.environ["API_SECRET"])
    async with BinanceSocketManager(client).user_socket() as events:
        await client.order_market_buy(symbol="BTCUSD", quantity="0.001")
        event = await events.recv()
        print("told of", event["e"], event["s"], event["X"])
    await client.close_connection()


asyncio.run(main())
