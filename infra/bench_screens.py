"""What parents ask, in the town of the demo: each beside the same calls to the table sent by botocore and nothing else, turn by turn.

Part of `make bench`: `infra.bench` calls it with its portal. What counts is what Lambda runs, from the event to the answer: the local gateway makes the
event before, and an HTTP answer of what comes back in no time of the portal's. What is written again by botocore goes to copies of the items,
without conditions.
"""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any
from uuid import uuid4

from botocore.session import Session

from infra.capacity import metered
from infra.local.gateway import Gateway
from infra.local.messages import Request

READS = 120
WRITES = 14
WARM_UPS = 2
"""Of these, those that are counted and not timed."""
FAMILY = "/api/communes/aubray/families/aubray-testmp"
SCREENS = (
    ("GET /me", "/api/me", ""),
    ("home", f"{FAMILY}/home", ""),
    ("a week", f"{FAMILY}/planning", "start=2026-11-23&end=2026-11-29"),
    ("two weeks, unasked", f"{FAMILY}/planning", ""),
    ("a month", f"{FAMILY}/planning", "start=2026-11-23&end=2027-01-03"),
    ("the basket", f"{FAMILY}/basket", ""),
    ("absences", f"{FAMILY}/absences", ""),
    ("invoices", f"{FAMILY}/invoices", ""),
    ("a year", f"{FAMILY}/year", "year=2026"),
    ("what the town asks", f"{FAMILY}/requests", ""),
    ("announcements", f"{FAMILY}/announcements", ""),
)
BOOKED = (8, 80)

Call = tuple[str, dict[str, Any]]
Spent = tuple[float, float]
"""Milliseconds by the clock of the wall, which the table's engine counts in, and of this process alone, which others disturb less."""


def figures(portal: Gateway, cookie: str) -> Iterator[str]:
    """`cookie`: of a parent of that family. `portal` answers at a time when the weeks of SCREENS can be booked."""
    from functions.usecases.accounts import throttle
    from functions.web.callers.asking import COOKIE

    headers = [("Cookie", f"{COOKIE}={cookie}"), ("Accept", "application/json")]
    for name, path, query in SCREENS:
        yield _read(portal, name, Request("GET", path, query, headers))
    # One write in so many is counted, which is another round trip: none is here.
    throttle._chance.randrange = lambda _: 1  # type: ignore[method-assign,assignment,misc]
    for count in BOOKED:
        yield _validated(portal, headers, count)


def _read(portal: Gateway, name: str, request: Request) -> str:
    event = _event(portal, request)
    _answered(portal, event)
    with metered() as used:
        body = _answered(portal, event)
    with _calls() as sent:
        _answered(portal, event)
    asked, whole, floor = list(sent), [], []
    for _ in range(READS):
        whole.append(_spent(partial(portal.invoke, event)))
        floor.append(_spent(partial(_send, asked)))
    return _line(name, used, whole, floor) + f", {len(body)} bytes, {len(gzip.compress(body))} compressed"


def _validated(portal: Gateway, headers: list[tuple[str, str]], count: int) -> str:
    """Book as many lines and cancel them, again and again."""
    lines = _bookable(portal, headers)[:count]
    assert len(lines) == count, len(lines)
    whole, floor = [], []
    for number in range(WRITES):
        action = ("reserve", "cancel")[number % 2]
        wanted = [{**line, "action": action} for line in lines]
        filled = _post(portal, headers, "basket/changes", {"add": wanted})
        names = ("child", "service", "date", "action", "price_cents")
        seen = [{name: line[name] for name in names} for line in filled["basket"]["lines"]]
        event = _written(portal, headers, "bookings", {"lines": seen})
        if number < WARM_UPS:
            with metered() as used:
                _done(portal, event)
            continue
        with _calls() as sent:
            whole.append(_spent(partial(portal.invoke, event)))
        asked = [_elsewhere(call) for call in sent]
        floor.append(min(_spent(partial(_send, asked)) for _ in range(2)))
    return _line(f"{count} validated", used, whole, floor)


def _bookable(portal: Gateway, headers: list[tuple[str, str]]) -> list[dict[str, str]]:
    """The lines that could be booked in the six weeks from the next, which nothing limits."""
    request = Request("GET", f"{FAMILY}/planning", "start=2026-11-30&end=2027-01-10", headers)
    cells = json.loads(_answered(portal, _event(portal, request)))["cells"]
    return [
        {"child": cell["child"], "service": cell["service"], "date": cell["date"]}
        for cell in cells
        if cell["state"] == "bookable" and not cell.get("on_request")
    ]


def _post(portal: Gateway, headers: list[tuple[str, str]], path: str, body: object) -> Any:
    return _done(portal, _written(portal, headers, path, body))


def _written(portal: Gateway, headers: list[tuple[str, str]], path: str, body: object) -> str:
    """The event of an act."""
    said = [*headers, ("Idempotency-Key", uuid4().hex), ("Sec-Fetch-Site", "same-origin")]
    said.append(("Content-Type", "application/json"))
    return _event(portal, Request("POST", f"{FAMILY}/{path}", "", said, json.dumps(body).encode()))


def _done(portal: Gateway, event: str) -> Any:
    answer = json.loads(_answered(portal, event))
    assert not answer.get("refused"), answer["refused"]
    return answer


def _event(portal: Gateway, request: Request) -> str:
    event = portal.event(request, uuid4().hex)
    assert event is not None, request.path
    return event


def _answered(portal: Gateway, event: str) -> bytes:
    answer = json.loads(portal.invoke(event))
    assert answer["statusCode"] == 200, (event, answer["body"])
    body: str = answer["body"]
    return body.encode()


def _line(name: str, used: object, whole: list[Spent], floor: list[Spent]) -> str:
    # The least of each, as timeit advises: what else the machine does only ever adds.
    (ours, ours_cpu), (bare, bare_cpu) = (map(min, zip(*spent, strict=True)) for spent in (whole, floor))
    return (
        f"screens     {name}: {ours / bare:.2f} times botocore alone ({ours:.1f} ms, {bare:.1f} ms), "
        f"{ours_cpu / bare_cpu:.2f} in CPU time ({ours_cpu:.1f} ms, {bare_cpu:.1f} ms), {used}"
    )


def _spent(act: Callable[[], object]) -> Spent:
    began, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000


@contextmanager
def _calls() -> Iterator[list[Call]]:
    """What is asked of the table meanwhile."""
    sent: list[Call] = []
    events, key = _client().meta.events, uuid4().hex

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        sent.append((model.name, params))

    events.register("provide-client-params.dynamodb", note, unique_id=key)
    yield sent
    events.unregister("provide-client-params.dynamodb", note, unique_id=key)


def _send(calls: list[Call]) -> None:
    for operation, params in calls:
        if operation == "TransactWriteItems":
            params = {**params, "ClientRequestToken": uuid4().hex}
        _bare()._make_api_call(operation, params)


def _elsewhere(call: Call) -> Call:
    """The same writes to copies of the items, which are made here."""
    operation, params = call
    if operation != "TransactWriteItems":
        return call
    return operation, {**params, "TransactItems": [_copied(action) for action in params["TransactItems"]]}


def _copied(action: dict[str, Any]) -> dict[str, Any]:
    [(verb, said)] = action.items()
    about, client = ("Item" if verb == "Put" else "Key"), _client()
    place = {name: said[about][name] for name in ("pk", "sk")}
    copy = {**place, "pk": {"S": f"BENCH#{place['pk']['S']}"}}
    there = client.get_item(TableName=said["TableName"], Key=place).get("Item", place)
    client.put_item(TableName=said["TableName"], Item={**there, **copy})
    said = {**said, about: {**said[about], **copy}}
    if verb == "ConditionCheck":
        plain = {"TableName": said["TableName"], "Key": said["Key"]}
        return {verb: {**plain, "ConditionExpression": "attribute_exists(pk)"}}
    if verb == "Put":
        # Names and values that no expression uses are refused; those of a put are of its condition alone.
        return {verb: {"TableName": said["TableName"], "Item": said["Item"]}}
    return {verb: said}


@cache
def _bare() -> Any:
    """A client of botocore as it comes, made with what the portal's was: the floor."""
    ours = _client().meta
    return Session().create_client(
        "dynamodb", ours.region_name, endpoint_url=ours.endpoint_url, config=ours.config
    )


def _client() -> Any:
    from functions.storage.table.item import Item

    return Item._get_connection().connection.client
