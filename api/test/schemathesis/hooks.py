"""What schemathesis is told beyond the OpenAPI file: who asks, what it may know, and what no answer may tell.

The environment names the person who asks (LOG_IN) and what belongs to somebody else (OTHERS), as JSON.
"""

import itertools
import json
import os
import random

import requests
import schemathesis
from requests.adapters import HTTPAdapter

BASE = os.environ["BASE"]
LOG_IN = json.loads(os.environ["LOG_IN"])
# ids to ask for, by what a path or query calls them, and words that belong to somebody else.
OTHERS = json.loads(os.environ["OTHERS"])
CHOICE = random.Random(1)
TURNS = itertools.count()


class FromElsewhere(HTTPAdapter):
    """Another loopback address: what is tried holds back log-ins from its own, as wrong passwords should."""

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, source_address=("127.0.0.2", 0), **kwargs)


ELSEWHERE = requests.Session()
ELSEWHERE.mount("http://", FromElsewhere())


@schemathesis.auth(refresh_interval=2)
class LogIn:
    """A new token now and then: what is tried may end sessions."""

    def get(self, case, ctx):
        return ELSEWHERE.post(f"{BASE}/api/v1/auth/log-in", json=LOG_IN, timeout=10).json()["data"]["access_token"]

    def set(self, case, data, ctx):
        case.headers["authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Every other request asks for what is somebody else's, which no generated text would ever name."""
    if next(TURNS) % 2 == 0:
        return
    for part in (case.path_parameters, case.query, case.body):
        if not isinstance(part, dict):
            continue
        for name in part:
            if name in OTHERS["ids"]:
                part[name] = CHOICE.choice(OTHERS["ids"][name])
    if OTHERS["account"] is not None and CHOICE.random() < 0.2:
        case.headers["x-account"] = OTHERS["account"]


@schemathesis.check
def tells_nothing_of_others(ctx, response, case):
    """No answer has a word of somebody else's, but one that the request itself said."""
    sent = json.dumps([case.formatted_path, case.query, dict(case.headers or {}), case.body], default=str)
    text = response.text
    for word in OTHERS["words"]:
        if word in text and word not in sent:
            raise AssertionError(f"the answer tells {word}, which is somebody else's")
