"""The screens of a town hall, in the town that the benchmark of the planning has filled: calls, units, and time beside the same calls alone.

Part of `make bench`: `infra.bench` calls it with its portal.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from infra import bench_day
from infra.capacity import metered
from infra.demo.staff import SECRETARY
from infra.local.messages import Handle, Request

TOWN = "aubray"


def figures(portal: Handle, now: datetime, median: Callable[[Callable[[], object]], float]) -> Iterator[str]:
    """`median`: of an act's milliseconds. `portal` answers on that clock."""
    from functions.web.callers.asking import COOKIE

    headers = [("Cookie", f"{COOKIE}={_session(now)}"), ("Accept", "application/json")]

    def ask(path: str) -> Any:
        address, _, query = path.partition("?")
        answer = portal(Request("GET", f"/api/communes/{TOWN}/{address}", query, headers))
        assert answer.status == 200, (path, answer.body)
        return answer.body

    def send(path: str, body: object) -> Any:
        said = [*headers, ("Idempotency-Key", "bench-of-taps"), ("Sec-Fetch-Site", "same-origin")]
        said.append(("Content-Type", "application/json"))
        sent = json.dumps(body).encode()
        answer = portal(Request("POST", f"/api/communes/{TOWN}/{path}", "", said, sent))
        assert answer.status == 200, (path, answer.body)
        return answer.body

    for name, path in _screens():
        ask(path)
        with metered() as used:
            size = len(ask(path))
        spent = median(lambda path=path: ask(path))  # type: ignore[misc]
        yield f"desk        {name}: {used}, {size} bytes, {spent:.1f} ms"
    yield from bench_day.figures(ask, send, now, median)


def _screens() -> Iterator[tuple[str, str]]:
    from functions.storage.inbox.waiting import waiting_page
    from functions.web.inbox.entries import kind_of

    yield "Aujourd’hui", "today"
    yield "what waits", "inbox"
    first = waiting_page(TOWN, after=None, limit=1).entries[0]
    of = getattr(first, "absence", None) or getattr(first, "id", "")
    yield "one of it", f"inbox/{kind_of(first)}/{first.family}/{of}"
    yield "a family's file", f"files/{TOWN}-testmp"
    yield "a family's week", f"files/{TOWN}-testmp/planning?start=2026-11-23&end=2026-11-29"


def _session(now: datetime) -> str:
    """The cookie of the demo's secretary, who has given a code."""
    from functions.domain.accounts.account import Login
    from functions.storage.accounts import accounts
    from functions.storage.accounts.sessions import put
    from functions.storage.table.reading import read_one
    from functions.storage.table.transaction import Transaction
    from functions.usecases.accounts.sessions import FactorGiven, new_session

    login = read_one(accounts.login_key(SECRETARY), Login)
    assert login is not None, "the demo appoints a secretary"
    given = FactorGiven(now, "192.0.2.1")
    cookie, session = new_session(login.value.account, "Firefox sur Linux", now=now, factor=given)
    transaction = Transaction()
    put(transaction, session)
    transaction.commit()
    return cookie
