"""freqtrade: it starts with real money, enters by its force-entry call and leaves by its force-exit call. It is started
by the line that the exchange told a newcomer to type."""

import base64
import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from checks import FREQTRADE_FOLDER, FREQTRADE_LINE, PATIENCE, check, until

PAIR = "BTC/USD"
CANDLES = "pair_candles?pair=BTC%2FUSD&timeframe=1m"
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
LOG = Path(FREQTRADE_FOLDER) / "log"
LOGIN = base64.b64encode(b"freqtrader:change-me").decode()


def ask(path, method=None, **body):
    """Asks the bot's own API."""
    headers = {"authorization": f"Basic {LOGIN}", "content-type": "application/json"}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{path}: {error.read().decode()}") from error


def running():
    assert bot.poll() is None, LOG.read_text()[-2000:]
    try:
        return ask("show_config")["state"]
    except OSError:
        return "not yet"


with LOG.open("w") as log:
    bot = subprocess.Popen(
        ["sh", "-c", FREQTRADE_LINE],
        env={**os.environ, "FREQTRADE__API_SERVER__LISTEN_PORT": str(port)},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
try:

    @check("starts, with real money")
    def _():
        until(running, lambda state: state == "running", 2 * PATIENCE)
        config = ask("show_config")
        assert config["dry_run"] is False and config["exchange"] == "binance", config
        assert ask("balance")["total"] > 0

    @check("force entry: bought")
    def _():
        trade = ask("forceenter", pair=PAIR, side="long")
        assert trade["pair"] == PAIR, trade
        until(lambda: ask("status"), lambda all: all and all[0]["amount"] > 0 and not all[0]["has_open_orders"])
        assert ask("status")[0]["nr_of_successful_entries"] == 1

    @check("candles by its stream")
    def _():
        until(lambda: ask(CANDLES), lambda found: found.get("length", 0) > 0)

    @check("force exit: sold, and the trade is closed")
    def _():
        [trade] = ask("status")
        ask("forceexit", tradeid=str(trade["trade_id"]))
        closed = until(lambda: ask(f"trade/{trade['trade_id']}"), lambda it: not it["is_open"])
        assert closed["close_rate"] > 0 and closed["exit_reason"] == "force_exit", closed
        assert ask("status") == []

    @check("an entry that rests is canceled")
    def _():
        price = round(float(ask(CANDLES)["data"][-1][4]) * 0.9)
        trade = ask("forceenter", pair=PAIR, side="long", price=price)
        assert trade["has_open_orders"] and trade["open_rate_requested"] == price, trade
        try:
            ask(f"trades/{trade['trade_id']}/open-order", method="DELETE")
        except AssertionError as error:
            # It forgets a trade that bought nothing, before it answers with it.
            assert "no active trade" in str(error), error
        until(lambda: ask("status"), lambda all: all == [])

    @check("an entry into what is not traded is refused")
    def _():
        try:
            answer = ask("forceenter", pair="NONE/USD", side="long")
        except AssertionError as error:
            assert "not exist" in str(error) or "not active" in str(error), error
            return
        raise AssertionError(answer)

    @check("ends in order")
    def _():
        os.killpg(bot.pid, signal.SIGINT)
        assert bot.wait(PATIENCE) is not None
finally:
    if bot.poll() is None:
        os.killpg(bot.pid, signal.SIGKILL)
        bot.wait()

