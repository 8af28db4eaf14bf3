"""An erasure dies at any call to the database: run again, it is done once, and nothing of the family is left but its accounting."""

import json
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.families.family import Civility, Guardian
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.jobs.waiting import give_places
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.table import outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.privacy.erase_family import ErasureAsked
from functions.usecases.regie.record_payment import record_payment
from infra.backup import totals
from tests.support import desk
from tests.support.accounts import an_account
from tests.support.builders import (
    EVENING,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    book,
    log_in,
    on,
    open_town,
    paris,
    put_in_basket,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.effort import SOAK
from tests.support.erasing import erase_with_files
from tests.support.ledger import counters, rows, tally
from tests.support.queues import a_waiting_service, booking, cancel, join, kid, morning, settle_one
from tests.support.table import journal_of_commune

FIRST = 30
"""Before it, an erasure reads what stands in its way, and writes nothing."""
STEP = 1 if SOAK else 4
LEAVERS = [f"f{number:02}" for number in range(80 // STEP)]
"""More than an erasure makes calls from then on; each one is killed `STEP` calls further."""
KEPT = {"FAMILY", "RECEIVABLE", "ENCASHMENT", "DOCUMENTS", "INVOICE", "JOURNAL"}


def parent_of(family: str) -> str:
    return f"{family:0>26}"


@pytest.fixture
def town(table: str, uploads_bucket: str, documents_bucket: str) -> None:
    """Families who came in October; « w » came never."""
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    open_town(reglement=a_reglement(services=(a_waiting_service(1), EVENING)))
    settle_one("w")
    early = paris("lundi 2026-09-28 18:00")
    for family in LEAVERS:
        guardian = Guardian(Civility.MADAME, family, "Odile", f"{family}@famille.example", parent_of(family))
        settle(
            a_family(
                family,
                name=f"Nom-{family}",
                guardians=(guardian,),
                members=(parent_of(family),),
                children=(kid(family),),
            ),
            [a_child(kid(family), (family,), first_name=f"Prénom-{family}")],
        )
        slot = Slot(on("lundi 2026-10-05"), EVENING.code, kid(family))
        book(slot, account=parent_of(family), family=family, now=early)
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))


def prepare(family: str) -> None:
    """The family paid, and has the one place of a morning, for which « w » waits."""
    account = parent_of(family)
    an_account(account, f"{family}@famille.example", families=(FamilyRef("lisse", family),))
    log_in(account)
    record_payment(desk.act(family=family), desk.cheque(220))
    book(morning(family), account=account, family=family)
    join("w")
    put_in_basket(acting(account, family=family), replace(morning(family), service=EVENING.code))


def erase(family: str) -> None:
    asked = ErasureAsked("lisse", family, "command", NOW)
    erase_with_files(asked, documents=wiring.documents(), uploads=wiring.uploads())


def deliver() -> None:
    for stored in outbox.waiting(limit_per_shard=500):
        if stored.value.kind is MessageKind.PLACES_FREED:
            give_places(stored.value, NOW)


@pytest.mark.soak
def test_killed_after_any_call_and_run_again_a_family_is_erased_once(
    town: None, dynamodb: Any, table: str
) -> None:
    for number, family in zip(count(FIRST, STEP), LEAVERS, strict=False):
        prepare(family)
        before = invoices.receivables("lisse", family)
        died = False
        try:
            with dying(Calls(number, done_first=True)):
                erase(family)
        except Killed:
            died = True
        if number == FIRST:
            assert families.family("lisse", family).value.erased_on is None, "nothing was written yet"
        erase(family)
        erase(family)
        deliver()
        assert booking("w") is not None, "the place goes to who waits for it"
        assert invoices.receivables("lisse", family) == before
        cancel("w")
        if not died:
            break
    else:
        pytest.fail("an erasure never ends")
    assert number > FIRST + 30
    erased = LEAVERS[: (number - FIRST) // STEP + 1]
    left = list(totals.scan(dynamodb, table))
    for family in erased:
        own = [item for item in left if family in item["pk"]["S"].split("#")]
        assert [item for item in left if item["sk"]["S"].endswith(f"#{family}")] == [], "of the directory"
        assert {item["sk"]["S"].partition("#")[0] for item in own} == KEPT
        mentions = [
            (item["pk"]["S"], item["sk"]["S"])
            for item in left
            if f"Nom-{family}" in json.dumps(item, ensure_ascii=False)
            or f"{family}@famille" in json.dumps(item)
        ]
        assert [pk for pk, sk in mentions if not pk.startswith("C#lisse#I#")] == []
    acts = [line.detail["family"] for line in journal_of_commune("lisse") if line.act == "family_erased"]
    assert sorted(map(str, acts)) == erased
    months = ["2026-10", "2026-11"]
    booked = rows([kid(family) for family in ("w", *LEAVERS)], months)
    assert counters(["garderie-matin", EVENING.code], months) == tally(booked)
