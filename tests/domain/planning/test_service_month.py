"""How many places a service has on a day, for all and for each school."""

from dataclasses import replace

from functions.domain.planning.service_month import capacity
from functions.domain.reglement.deadline_rules import WHENEVER
from functions.domain.reglement.reglement import Places, Service

CANTEEN = Service("cantine", "Cantine", (1, 2, 3, 4, 5), "repas", WHENEVER, WHENEVER)


def test_places_may_depend_on_the_weekday() -> None:
    service = replace(CANTEEN, places=(Places(60, (1, 5)), Places(70, (2, 4)), Places(20, school="centre")))
    assert [capacity(service, weekday, None) for weekday in (1, 2, 3)] == [60, 70, None]
    assert capacity(replace(CANTEEN, places=(Places(60), Places(50, (1,)))), 1, None) == 50


def test_a_school_counts_its_own_places() -> None:
    service = replace(CANTEEN, places=(Places(60, (1, 5)), Places(20, school="centre")))
    assert [capacity(service, weekday, "centre") for weekday in (1, 3)] == [20, 20]
    assert capacity(service, 1, "ferry") is None
