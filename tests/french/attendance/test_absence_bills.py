"""What Pointage says that an absence costs is what is billed of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.domain.absences.billable_days import Absence, judged_days
from functions.domain.planning.declared_absence import Motive
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, CarenceFrom, Proof
from functions.domain.reglement.deadline_rules import Limit, Mode, Rule
from functions.domain.reglement.reglement import Reglement, Service
from functions.french.attendance.absence_bills import absence_bills
from tests.support.absences import CANTEEN_CODE, a_town
from tests.support.builders import MONDAY, paris

BEFORE, AFTER = paris("lundi 2026-11-23 08:59"), paris("lundi 2026-11-23 09:00")
NINE = Limit(at=9 * 60)


def canteen(policy: AbsencePolicy | None) -> tuple[Reglement, Service]:
    town = a_town(policy)
    return town, town.service(CANTEEN_CODE)


def said(policy: AbsencePolicy | None, *, now: datetime = BEFORE) -> str:
    return absence_bills(*canteen(policy), MONDAY, now).replace("\u00a0", " ")


def test_a_town_that_bills_every_absence_says_so() -> None:
    assert said(None) == said(AbsencePolicy()) == "Le règlement facture toute absence à ce service."


def test_where_only_who_came_is_billed_an_absence_costs_nothing() -> None:
    town, service = canteen(None)
    study = replace(service, reserve=Rule(mode=Mode.ATTENDANCE))
    assert absence_bills(town, study, MONDAY, BEFORE).startswith("Une absence n’est pas facturée")


def test_a_town_that_excuses_only_its_own_reasons_says_that_telling_it_changes_nothing() -> None:
    assert said(AbsencePolicy(free_reasons=("grève",))) == (
        "« Maladie », « Raison familiale » et « Autre raison » : facturé, même si la famille signale l’absence. "
        "« Grève » : non facturé."
    )


def test_the_hour_until_which_it_is_declared_is_the_one_that_bills() -> None:
    policy = AbsencePolicy(declare_until=NINE, cases=(AbsenceCase(),))
    assert said(policy) == (
        "« Maladie », « Raison familiale » et « Autre raison » : facturé, sauf si la famille signale l’absence avant "
        "lundi 23 novembre à 9 h. Pour une absence qui commence ce jour-là : sans justificatif, rien n’est facturé."
    )
    assert said(policy, now=AFTER).endswith(
        ": facturé : la famille n’a pas signalé l’absence avant lundi 23 novembre à 9 h."
    )
    for told, billed in ((BEFORE, False), (AFTER, True)):
        [day] = judged_days(*canteen(policy), Absence((MONDAY,), told))
        assert day.billed is billed


def test_the_last_moment_of_a_proof_is_the_one_that_counts() -> None:
    policy = AbsencePolicy(cases=(AbsenceCase(Proof.CERTIFICATE, within_hours=48),))
    assert (
        "certificat médical reçu au plus tard mardi 24 novembre au soir à minuit, rien n’est facturé"
        in said(policy)
    )
    last = paris("mercredi 2026-11-25 00:00")
    for at, billed in ((last, False), (last + timedelta(minutes=1), True)):
        absence = Absence((MONDAY,), BEFORE, Motive.ILLNESS, Proof.CERTIFICATE, at)
        [day] = judged_days(*canteen(policy), absence)
        assert day.billed is billed


def test_days_that_stay_billed_are_counted_from_who_tells() -> None:
    notice = AbsenceCase(carence_days=3, carence_from=CarenceFrom.NOTICE)
    assert "3 jours restent facturés, à compter de celui où la famille prévient" in said(
        AbsencePolicy(cases=(notice,))
    )
    first = AbsencePolicy(cases=(AbsenceCase(carence_days=1),))
    assert "sans justificatif, le premier jour reste facturé" in said(first)
