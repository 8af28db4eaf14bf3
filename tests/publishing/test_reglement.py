"""The règlement that families read is the one the server enforces."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from functions.domain.calendar.school_years import Zone
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Proof
from functions.domain.reglement.deadline_rules import WHENEVER, Case, Limit, Mode, Rule
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.domain.reglement.tariff_grids import Tariff, TariffLine
from functions.french.words.dates import date_hour, date_weekday
from functions.publishing.reglement import render_reglement
from functions.publishing.site import Site
from infra.demo.towns import AUBRAY
from tests.publishing.reading_html import read

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 19, 9, 58, tzinfo=PARIS)
"""jeudi"""
EVE_AT_TEN = Rule(cases=(Case(closes=Limit(back=1, at=10 * 60)),))
CANTEEN = Service("cantine", "Cantine", (1, 2, 4, 5), "cantine", EVE_AT_TEN, EVE_AT_TEN)
PRICES = Tariff("cantine", "repas", (TariffLine(price_cents=340),))


def reglement(*services: Service, tariffs: tuple[Tariff, ...] = (PRICES,)) -> Reglement:
    return Reglement(7, "Europe/Paris", Zone.B, services, tariffs)


def text(site: Site, published: Reglement, now: datetime = NOW) -> str:
    page, *_ = render_reglement(site, AUBRAY, published, published_at=NOW - timedelta(days=3), now=now)
    assert page.path == "aubray/reglement/index.html"
    return read(page.body.decode()).all("main")[0].text.replace("\u00a0", " ").replace("\u202f", " ")


def shown(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_a_rule_that_holds_for_both_acts_is_said_once(site: Site) -> None:
    said = text(site, reglement(CANTEEN))
    assert "Réserver, annuler" in said
    assert said.count("Jusqu’à la veille à 10 h.") == 1


def test_rules_that_differ_are_said_apart(site: Site) -> None:
    at_eight = Rule(cases=(Case(closes=Limit(back=0, at=8 * 60)),))
    said = text(site, reglement(replace(CANTEEN, cancel=at_eight)))
    assert "Réserver, annuler" not in said
    assert "Jusqu’à la veille à 10 h." in said
    assert "8 h" in said


def test_the_coming_weeks_are_listed_with_their_own_limits_and_no_closed_day(site: Site) -> None:
    said = text(site, reglement(CANTEEN))
    monday = date(2026, 11, 23)
    assert shown(date_weekday(monday)).capitalize() in said
    assert shown(date_hour(datetime(2026, 11, 22, 10, tzinfo=PARIS))) in said
    assert "Mercredi 25 novembre" not in said
    assert "Jeudi 17 décembre" not in said, "four weeks from jeudi 2026-11-19 end on mercredi 2026-12-16"


def test_days_are_counted_on_the_commune_s_calendar_and_not_the_server_s(site: Site) -> None:
    """dimanche 2026-11-22 à 20 h UTC is lundi 2026-11-23 à 0 h in La Réunion."""
    said = text(
        site,
        replace(reglement(CANTEEN), timezone="Indian/Reunion"),
        datetime.fromisoformat("2026-11-22T20:00+00:00"),
    )
    assert "Lundi 23 novembre" in said
    assert "calculées le lundi 23 novembre 2026" in said


def test_a_service_without_booking_has_no_dates(site: Site) -> None:
    drop_in = replace(CANTEEN, reserve=Rule(mode=Mode.ATTENDANCE), cancel=WHENEVER)
    assert "c’est la présence qui est facturée" in text(site, reglement(drop_in))


def test_dates_the_town_has_not_announced_are_said_so(site: Site) -> None:
    waiting = replace(CANTEEN, reserve=Rule(cases=(Case(announced=False),)))
    assert "sera annoncé" in text(site, reglement(waiting))


def test_only_the_grid_in_force_and_those_to_come_are_shown(site: Site) -> None:
    grids = tuple(
        replace(PRICES, since=since, lines=(TariffLine(price_cents=cents),))
        for since, cents in (
            (date(2024, 9, 1), 311),
            (date(2026, 9, 1), 322),
            (date(2027, 1, 1), 333),
        )
    )
    said = text(site, reglement(CANTEEN, tariffs=grids))
    assert "3,11 €" not in said
    assert said.index("3,22 €") < said.index("3,33 €")
    assert "depuis le vendredi 1er janvier 2027" in said


def test_services_paid_by_one_grid_share_its_table(site: Site) -> None:
    said = text(site, reglement(CANTEEN, replace(CANTEEN, code="gouter", name="Goûter")))
    assert "Cantine, Goûter" in said
    assert said.count("Prix par repas") == 1


def test_prices_by_quotient_are_a_table(site: Site) -> None:
    from functions.domain.reglement.tariff_grids import QUOTIENT, Conditions, Range

    low = Conditions(((QUOTIENT, Range(high=Decimal(700))),))
    high = Conditions(((QUOTIENT, Range(low=Decimal(700))),))
    grid = replace(
        PRICES,
        lines=(TariffLine(low, 230, label="QF moins de 700"), TariffLine(high, 390, label="QF 700 et plus")),
    )
    said = text(site, reglement(CANTEEN, tariffs=(grid,)))
    assert said.count("Quotient familial (QF)") == 1
    assert (
        said.index("QF moins de 700")
        < said.index("2,30 €")
        < said.index("QF 700 et plus")
        < said.index("3,90 €")
    )


def test_a_town_that_opened_nothing_yet_has_a_page_all_the_same(site: Site) -> None:
    assert "Aucun service n’est encore ouvert" in text(site, reglement(tariffs=()))


@pytest.mark.parametrize("starts_at", [None, time(12)])
def test_the_version_and_its_date_are_said(site: Site, starts_at: time | None) -> None:
    said = text(site, reglement(replace(CANTEEN, starts_at=starts_at)))
    assert "Version 7 du règlement, publiée le lundi 16 novembre 2026." in said


def test_conditions_and_absences_are_said(site: Site) -> None:
    asked = ServiceConditions(min_days_a_week=3, max_days_a_week=4)
    policy = AbsencePolicy(cases=(AbsenceCase(Proof.CERTIFICATE, within_hours=72),))
    said = text(site, reglement(replace(CANTEEN, conditions=asked, absence=policy)))
    assert "Au moins 3 jours par semaine." in said and "Pas plus de 4 jours par semaine." in said
    assert "Absence avec un certificat médical reçu sous 72 heures : rien n’est facturé." in said


def test_a_table_of_days_says_whose_it_is_where_families_from_outside_have_limits_of_their_own(
    site: Site,
) -> None:
    outside = Case(closes=Limit(back=3), resident=False)
    rule = Rule(cases=(outside, Case(closes=Limit(back=1, at=10 * 60))))
    said = text(site, reglement(replace(CANTEEN, reserve=rule)))
    assert "Les quatre prochaines semaines, pour les habitants" in said
    assert "Pour les familles extérieures, jusqu’à 3 jours avant" in said
    assert "pour les habitants" not in text(site, reglement(CANTEEN))
