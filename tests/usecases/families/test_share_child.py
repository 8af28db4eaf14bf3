"""Two families agree on who pays: the next invoices follow, and what was invoiced otherwise is corrected on each."""

from dataclasses import replace

import pytest

from functions.domain.errors import NotFound
from functions.domain.families.cost_sharing import Part, Sharing, SharingRefused
from functions.domain.families.family import Child
from functions.domain.reglement.reglement import UnknownService
from functions.storage.families.children import children
from functions.storage.invoices import invoices
from functions.storage.table import journal
from functions.usecases.families.share_child import share_child
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CLARA,
    EVENING,
    MARC,
    NOW,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    on,
    open_town,
    paris,
    put_month,
    settle,
)

CANTEEN = "restauration"
SEPTEMBER = on("mardi 2026-09-01")
HALVES = Sharing(SEPTEMBER, (Part("testmp", 50), Part("papa", 50)))


@pytest.fixture(autouse=True)
def two_homes(table: str) -> None:
    open_town()
    file = replace(CLARA, families=("testmp", "papa"))
    settle(a_family(children=("clara",)), [file])
    settle(a_family("papa", name="Autre", children=("clara",)), [file])


def agree(agreed: Sharing, key: str = "k", child: str = "clara") -> Child:
    return share_child("lisse", child, agreed, by=MARC, key=key, now=NOW)


def file() -> Child:
    return children("lisse", ["clara"])["clara"].value


def told(family: str) -> list[int]:
    """What each document of the family comes to, oldest first; below zero what became its credit."""
    return [
        document.total_cents - document.credited_cents for document in invoices.documents("lisse", family)
    ]


def test_an_agreement_is_in_the_childs_file_and_in_both_journals_once() -> None:
    for _ in range(2):
        assert agree(HALVES).sharing == (HALVES,)
    assert file().sharing == (HALVES,)
    for family in ("testmp", "papa"):
        acts = [line.act for line in journal.lines("lisse", family)]
        assert acts.count("sharing_agreed") == 1


def test_a_later_one_follows_and_one_of_the_same_day_replaces() -> None:
    later = Sharing(on("lundi 2027-01-04"))
    agree(later, "a")
    agree(HALVES, "b")
    agree(replace(HALVES, parts=(Part("papa"),)), "c")
    assert file().sharing == (replace(HALVES, parts=(Part("papa"),)), later)


def test_what_does_not_pay_for_all_is_refused() -> None:
    with pytest.raises(SharingRefused):
        agree(Sharing(SEPTEMBER, (Part("testmp", 50),)))
    with pytest.raises(SharingRefused):
        agree(Sharing(SEPTEMBER, (Part("somebody-else"),)))
    assert file().sharing == ()
    with pytest.raises(NotFound):
        agree(HALVES, child="nobody")


def test_a_service_that_the_town_does_not_have_is_refused_unless_it_had_it_when_they_agreed() -> None:
    canteen = replace(HALVES, parts=(), by_service={CANTEEN: HALVES.parts})
    with pytest.raises(UnknownService):
        agree(replace(canteen, by_service={"judo": HALVES.parts}))
    assert file().sharing == ()
    agree(canteen)
    publish_reglement("lisse", a_reglement(services=(EVENING,)), now=NOW)
    later = replace(canteen, since=on("jeudi 2026-10-01"))
    assert agree(later, key="later").sharing == (canteen, later)


def test_what_was_invoiced_before_they_agreed_is_corrected_on_both_invoices() -> None:
    put_month(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345), (2, CANTEEN): a_booking(345)}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    assert (told("testmp"), told("papa")) == ([690], [])
    agree(HALVES)
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    assert (told("testmp"), told("papa")) == ([690, -344], [344])
