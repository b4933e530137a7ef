"""What programs of one client tell of their checks: a line each, which run.ts counts."""

import os
import time

KEY, SECRET, URL = os.environ["API_KEY"], os.environ["API_SECRET"], os.environ["TAPEBOOK_URL"]


def check(name):
    """Runs a function at once, and says what became of it; a failure does not end the others."""

    def run(function):
        try:
            function()
            print(f"ok {name}", flush=True)
        except Exception as error:
            text = " ".join(f"{type(error).__name__} {error}".split())
            print(f"not ok {name}: {text}", flush=True)
        return function

    return run


def until(ask, wanted, tries=100):
    """Asks until the answer is as wanted: the market moves by itself."""
    for _ in range(tries):
        answer = ask()
        if wanted(answer):
            return answer
        time.sleep(0.1)
    raise AssertionError("it did not come true")


def refused(error, function, *words):
    """Calls what has to be refused, with these words in the refusal."""
    try:
        function()
    except error as why:
        assert all(word in str(why) for word in words), str(why)
        return
    raise AssertionError("it was taken")
