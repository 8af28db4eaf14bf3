"""One act a family: counted with the places that those before would take, done once, and one that cannot keeps nobody else from it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from functions.domain.bookings.town_booking import TownTerms
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.storage.table import outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.bookings.book_for_families import (
    DayAsked,
    FamilyOutcome,
    book_for_families,
    preview_for_families,
)
from functions.usecases.bookings.choose_children import (
    ChildOfFamily,
    children_of_class,
    children_who_booked,
)
from tests.support.builders import (
    CANTEEN,
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    book,
    open_town,
    settle,
)
from tests.support.ledger import counters, rows, tally

AGENT = "0" * 25 + "a"
FAMILIES = ("a", "b", "c")
KIDS = tuple(f"kid-{family}" for family in FAMILIES)
LUNCH = DayAsked(MONDAY, "restauration", Action.RESERVE)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """Three families of one child each, in CM1; two places of the canteen."""
    open_town(reglement=a_reglement(services=(replace(CANTEEN, places=(Places(2),)),)))
    for family in FAMILIES:
        members = ("0" * 25 + family,)
        settle(
            a_family(family, children=(f"kid-{family}",), members=members),
            [a_child(f"kid-{family}", (family,))],
        )


def class_of(school_class: str = "CM1") -> list[ChildOfFamily]:
    page = children_of_class("lisse", "ferry", school_class, after=None, now=NOW)
    assert page.next is None
    return sorted(page.children)


def act(
    children: Iterable[ChildOfFamily], *days: DayAsked, over: tuple[Over, ...] = (), key: str = "batch-0001"
) -> list[FamilyOutcome]:
    terms = TownTerms(frozenset(over), reason="Sortie scolaire")
    return book_for_families("lisse", AGENT, children, days, terms, tell=True, key=key, now=NOW)


def mailed() -> list[str]:
    kinds = [each.value for each in outbox.waiting() if each.value.kind is MessageKind.BOOKED_BY_TOWN]
    return sorted(str(each.family) for each in kinds)


def test_a_class_is_counted_then_booked_and_who_would_be_one_too_many_is_named() -> None:
    children = class_of()
    assert [each.family for each in children] == list(FAMILIES) and class_of("CP") == []
    seen = preview_for_families("lisse", AGENT, children, [LUNCH], TownTerms(), now=NOW)
    assert [one.planned.passes for one in seen if one.planned] == [set(), set(), {Over.CAPACITY}]
    done = act(children, LUNCH)
    assert [(one.family, one.beyond) for one in done] == [("a", ()), ("b", ()), ("c", (Over.CAPACITY,))]
    act([ChildOfFamily("c", "kid-c")], LUNCH, over=(Over.CAPACITY,), key="batch-0002")
    found = rows(KIDS, ["2026-11"])
    assert len(found) == 3 and counters(["restauration"], ["2026-11"]) == tally(found)
    assert mailed() == ["a", "b", "c"]


def test_who_booked_a_day_is_cancelled_together_and_a_crash_goes_on_where_it_stopped() -> None:
    book(Slot(MONDAY, "restauration", "kid-a"), family="a", account="0" * 25 + "a")
    book(Slot(MONDAY, "restauration", "kid-b"), family="b", account="0" * 25 + "b")
    page = children_who_booked("lisse", "restauration", MONDAY, after=None)
    assert sorted(each.family for each in page.children) == ["a", "b"]
    cancel = replace(LUNCH, action=Action.CANCEL)
    commit = Transaction.commit
    committed: list[Transaction] = []

    def dies(transaction: Transaction) -> None:
        if committed:
            raise KeyboardInterrupt
        committed.append(transaction)
        commit(transaction)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Transaction, "commit", dies)
        act(page.children, cancel)
    done = act(page.children, cancel)
    assert all(one.booked is not None and len(one.booked.done) == 1 for one in done)
    assert rows(KIDS, ["2026-11"]) == {} and mailed() == ["a", "b"]


def test_a_family_that_is_not_there_or_has_it_already_keeps_nobody_from_it() -> None:
    book(Slot(MONDAY, "restauration", "kid-a"), family="a", account="0" * 25 + "a")
    asked = [ChildOfFamily("a", "kid-a"), ChildOfFamily("b", "kid-b"), ChildOfFamily("x", "kid-c")]
    done = {one.family: one for one in act(asked, LUNCH)}
    first, second, gone = done["a"].booked, done["b"].booked, done["x"]
    assert first is not None and len(first.refused) == 1 and first.done == ()
    assert second is not None and len(second.done) == 1
    assert gone.facts is None and mailed() == ["b"]
