"""Every act that writes, each of its calls to the table, each way in which a call goes wrong: done in the end, once.

The table then holds what it holds where nothing went wrong, ids and secrets apart: so books agree, counters are their rows, numbers
have no gap, and nothing is stuck. `make check` tries some of the calls; `PREAU_SOAK=1`, as `make soak` says, tries all.
"""

import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pynamodb.exceptions import PynamoDBException

from functions.domain.errors import Busy, OutcomeUnknown
from functions.french.journal.sentences import ACTS as ACTS_SAID
from functions.storage.table.transaction import Contended, Unanswered
from functions.usecases.invoicing.advance_run import SomeInvoicesFailed
from infra.backup.exports import plain
from tests.support.acts.act import Act, Failed
from tests.support.acts.every import ACTS
from tests.support.directories import the_directory_is_what_the_files_say
from tests.support.effort import SOAK
from tests.support.faults import FAULTS, TRANSACTION, Fault, Faulty, faulty

USECASES = Path(__file__).parents[2] / "functions" / "usecases"
WENT_WRONG = (PynamoDBException, Unanswered, OutcomeUnknown, Contended, Busy, Failed, SomeInvoicesFailed)


class Snapshot:
    """The table as the act finds it, brought back before each case."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table
        self._kept = self.items()

    def items(self) -> dict[tuple[str, str], dict[str, Any]]:
        pages = self._client.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True)
        return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}

    def restore(self) -> None:
        now = self.items()
        requests: list[dict[str, Any]] = [
            {"DeleteRequest": {"Key": {"pk": now[key]["pk"], "sk": now[key]["sk"]}}}
            for key in now.keys() - self._kept.keys()
        ]
        requests += [
            {"PutRequest": {"Item": item}} for key, item in self._kept.items() if now.get(key) != item
        ]
        for start in range(0, len(requests), 25):
            self._client.batch_write_item(RequestItems={self._table: requests[start : start + 25]})


_CHANCE = re.compile(
    r"[0-9a-z]{26}"  # an id
    r"|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # a hash, a provider's id
    r"|(?<=OUTBOX#)(?:[a-z]+#)?[0-9]"  # the place of a message follows from its id
    r"|argon2id[^\"\\]+|issue\W+[\w-]+"  # secrets
)


def state(snapshot: Snapshot, act: Act) -> Counter[str]:
    """What the table holds, without what chance makes of it."""
    return Counter(
        _CHANCE.sub("*", json.dumps(plain(item), sort_keys=True))
        for (pk, sk), item in snapshot.items().items()
        if not pk.startswith(act.spares) and not sk.startswith(act.spares)
    )


def in_the_journal(item: dict[str, Any]) -> bool:
    """Of a commune or of one of its families."""
    return bool(item.get("list_pk", {}).get("S", "").endswith("#JOURNAL#all"))


def cases(act: Act, calls: list[str]) -> Iterator[tuple[int, Fault]]:
    """Which call meets what. A soak tries everything; else the first commit is never answered, and another case is picked by the name."""
    everything = [(at, fault) for at in range(1, len(calls) + 1) for fault in Fault]
    if SOAK:
        yield from everything
        return
    if TRANSACTION in calls:
        yield calls.index(TRANSACTION) + 1, Fault.NEVER_ANSWERED
    yield everything[zlib.crc32(act.name.encode()) % len(everything)]


@pytest.mark.soak
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_whatever_goes_wrong_the_act_is_done_once(
    act: Act, table: str, dynamodb: Any, record_property: Callable[[str, object], None]
) -> None:
    do = act.prepare()
    snapshot = Snapshot(dynamodb, table)
    with faulty(Faulty()) as counted:
        do()
    once = state(snapshot, act)
    the_directory_is_what_the_files_say()
    acts = {
        json.loads(item["body"]["S"])["act"] for item in snapshot.items().values() if in_the_journal(item)
    }
    assert acts - ACTS_SAID.keys() == set(), "functions/french/journal/sentences.py says each act in words"
    met = 0
    for at, fault in cases(act, counted.calls):
        snapshot.restore()
        with faulty(Faulty(at, fault)) as how:
            try:
                do()
            except WENT_WRONG:
                do()
        met += how.met
        if act.check is not None:
            act.check()
            continue
        after = state(snapshot, act)
        assert after == once, f"{fault} at call {at} ({counted.calls[at - 1]}): {after - once} {once - after}"
    record_property(FAULTS, met)


def test_every_use_case_that_commits_is_tried() -> None:
    """One that is added and not tried, or tried and gone, is named here."""
    commits = re.compile(r"\.commit\b|\b(once|rewrite|write_absence|change_absence)\(")
    found = {
        f"{path.parent.name}.{path.stem}"
        for path in USECASES.glob("*/*.py")
        if commits.search(path.read_text("utf-8"))
    }
    named = {module for act in ACTS for module in act.modules}
    assert found - named == set()
    assert [each for each in named if not (USECASES / f"{each.replace('.', '/')}.py").exists()] == []
