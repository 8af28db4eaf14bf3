"""What is billed of an absence follows from the town's rule, and says why."""

from dataclasses import replace

import pytest

from functions.domain.absences.billable_days import Absence, judged_days
from functions.domain.calendar.school_years import Zone
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Because, Proof
from functions.domain.reglement.deadline_rules import WHENEVER, Limit
from functions.domain.reglement.reglement import Reglement, Service
from tests.reglement_file.files import commune
from tests.support.days import day, moment

WEEK = ("lundi 2026-11-23", "mardi 2026-11-24", "jeudi 2026-11-26", "vendredi 2026-11-27")


def told(
    name: str,
    days: tuple[str, ...] = WEEK,
    *,
    declared: str = "lundi 2026-11-23 08:00",
    proof: Proof = Proof.NONE,
    proved: str | None = None,
    reason: str = "maladie",
) -> list[tuple[bool, Because]]:
    town = commune(name)
    absence = Absence(
        tuple(map(day, days)), moment(declared), reason, proof, moment(proved) if proved is not None else None
    )
    return [(missed.billed, missed.because) for missed in judged_days(town, town.service("cantine"), absence)]


BILLED, FREE = (True, Because.NOT_PROVEN), (False, Because.PROVEN)
CARENCE = (True, Because.CARENCE)


@pytest.mark.parametrize(
    ("proved", "expected"),
    [
        ("mercredi 2026-11-25 23:00", [FREE] * 4),
        ("mercredi 2026-11-25 24:00", [FREE] * 4),
        ("jeudi 2026-11-26 00:01", [CARENCE, CARENCE, FREE, FREE]),
        ("mercredi 2026-12-02 24:00", [CARENCE, CARENCE, FREE, FREE]),
        ("jeudi 2026-12-03 00:01", [BILLED] * 4),
        (None, [BILLED] * 4),
    ],
)
def test_a_late_certificate_costs_its_carence_and_a_later_one_everything(
    proved: str | None, expected: list[tuple[bool, Because]]
) -> None:
    assert told("ecole-saint-exupery", proof=Proof.CERTIFICATE, proved=proved) == expected


def test_a_self_declaration_pays_the_two_days_that_a_certificate_does_not() -> None:
    assert told("spay", proof=Proof.CERTIFICATE, proved="vendredi 2026-12-04 10:00") == [FREE] * 4
    assert told("spay", proof=Proof.SELF_DECLARATION) == [CARENCE, CARENCE, FREE, FREE]
    assert told("spay") == [BILLED] * 4


def test_only_a_long_absence_is_refunded() -> None:
    proved = "vendredi 2026-11-27 10:00"
    assert told("saint-leu", proof=Proof.CERTIFICATE, proved=proved) == [FREE] * 4
    assert told("saint-leu", WEEK[:3], proof=Proof.CERTIFICATE, proved=proved) == [BILLED] * 3


def test_three_days_are_due_from_the_one_on_which_the_parent_told() -> None:
    assert told("lamagistere", declared="lundi 2026-11-23 08:00") == [CARENCE, CARENCE, FREE, FREE]
    assert told("lamagistere", declared="mardi 2026-11-24 08:00") == [CARENCE, CARENCE, CARENCE, FREE]
    assert told("lamagistere", declared="vendredi 2026-11-20 08:00") == [FREE] * 4


@pytest.mark.parametrize(("name", "reason"), [("saint-leu", "grève"), ("le-cres", "enseignant absent")])
def test_some_reasons_cost_nothing_without_a_proof(name: str, reason: str) -> None:
    assert told(name, WEEK[:1], reason=reason) == [(False, Because.FREE_REASON)]


def test_without_a_policy_every_absence_is_billed() -> None:
    assert told("cunac", WEEK[:1]) == [(True, Because.NO_POLICY)]


def test_a_day_told_of_too_late_is_billed_and_the_next_ones_are_not() -> None:
    policy = AbsencePolicy(declare_until=Limit(0, at=540), cases=(AbsenceCase(),))
    service = Service("cantine", "Cantine", (1, 2, 4, 5), "repas", WHENEVER, WHENEVER, absence=policy)
    town = Reglement(1, "Europe/Paris", Zone.A, (service,))
    absence = Absence(tuple(map(day, WEEK)), moment("mardi 2026-11-24 09:00"))
    because = [missed.because for missed in judged_days(town, service, absence)]
    assert because == [Because.DECLARED_LATE, Because.DECLARED_LATE, Because.PROVEN, Because.PROVEN]
    sooner = replace(absence, declared_at=moment("mardi 2026-11-24 08:59"))
    assert [missed.because for missed in judged_days(town, service, sooner)][1] is Because.PROVEN
