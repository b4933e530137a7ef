"""What programs of one client tell of their checks: a line each, which run.ts counts."""

import asyncio
import os
import time
import urllib.request

KEY, SECRET, URL = os.environ["API_KEY"], os.environ["API_SECRET"], os.environ["TAPEBOOK_URL"]
OTHER_KEY, OTHER_SECRET = os.environ["OTHER_KEY"], os.environ["OTHER_SECRET"]
STREAMS, FLOOD_URL = os.environ["TAPEBOOK_STREAMS"], os.environ["FLOOD_URL"]
FREQTRADE_FOLDER, FREQTRADE_LINE = os.environ["FREQTRADE_FOLDER"], os.environ["FREQTRADE_LINE"]

# Longest that anything may take, in seconds: a machine with much else to do is slow.
PATIENCE = 60


def told(name, error=None):
    """Says what became of a check."""
    text = " ".join(f"{type(error).__name__} {error}".split())
    print(f"ok {name}" if error is None else f"not ok {name}: {text}", flush=True)


def check(name):
    """Runs a function at once, and says what became of it; a failure does not end the others."""

    def run(function):
        try:
            function()
            told(name)
        except Exception as error:
            told(name, error)
        return function

    return run


async def checked(name, coroutine):
    """The same of a coroutine."""
    try:
        await asyncio.wait_for(coroutine, 2 * PATIENCE)
        told(name)
    except Exception as error:
        told(name, error)


def until(ask, wanted, patience=PATIENCE):
    """Asks until the answer is as wanted: the market moves by itself."""
    end = time.monotonic() + patience
    while True:
        answer = ask()
        if wanted(answer):
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"it did not come true: {str(answer)[:300]}")
        time.sleep(0.1)


async def until_heard(hearing, act):
    """Does something again and again until something is heard of it: who listens anew may not have heard the first."""
    task = asyncio.ensure_future(hearing)
    try:
        end = time.monotonic() + PATIENCE
        while not task.done():
            if time.monotonic() > end:
                raise AssertionError("nothing was heard of it")
            await act()
            await asyncio.wait([task], timeout=0.5)
        return task.result()
    finally:
        task.cancel()


def refused(error, function, *words):
    """Calls what has to be refused, with these words in the refusal."""
    try:
        taken = function()
    except error as why:
        assert all(word in str(why) for word in words), str(why)
        return why
    raise AssertionError(f"it was taken, where {words or error} was expected: {str(taken)[:200]}")


def cut():
    """Ends all connections to streams as a failing network does; fails where there was none."""
    with urllib.request.urlopen(os.environ["CUT_URL"], timeout=PATIENCE) as reply:
        assert int(reply.read()) > 0, "there was no connection to cut"
