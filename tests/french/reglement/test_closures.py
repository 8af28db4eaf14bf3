"""Every reason to be closed has its words."""

import pytest

from functions.domain.calendar import school_holidays
from functions.domain.calendar.public_holidays import Territory, public_holidays
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.french.reglement.closures import PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS, closed_name, closed_sentence


@pytest.mark.parametrize("code", list(ClosedCode))
def test_every_reason_is_a_sentence(code: ClosedCode) -> None:
    label = {
        ClosedCode.PUBLIC_HOLIDAY: "all_saints",
        ClosedCode.SCHOOL_HOLIDAY: "christmas",
        ClosedCode.NOT_HERE_YET: "2027-03-12",
        ClosedCode.GONE: "2027-03-12",
    }.get(code, "Grève")
    said = closed_sentence(Closed(code, label))
    assert said[0].isupper() and said.endswith(".") and "'" not in said
    assert closed_name(Closed(code, label))


@pytest.mark.parametrize("territory", list(Territory))
def test_every_public_holiday_has_a_name(territory: Territory) -> None:
    assert set(public_holidays(2027, territory).values()) <= PUBLIC_HOLIDAYS.keys()


def test_every_school_holiday_has_a_name() -> None:
    facts = (
        school_holidays.ALL_ZONES + school_holidays.ZONE_A + school_holidays.ZONE_B + school_holidays.ZONE_C
    )
    assert {code for code, _, _ in facts} <= SCHOOL_HOLIDAYS.keys()


def test_a_town_names_its_own_closures_and_holidays() -> None:
    assert closed_name(Closed(ClosedCode.CLOSURE, "Grève nationale")) == "Grève nationale"
    assert closed_name(Closed(ClosedCode.SCHOOL_HOLIDAY, "Vacances d’octobre")) == "Vacances d’octobre"
    assert closed_sentence(Closed(ClosedCode.SCHOOL_HOLIDAY, "christmas")) == "Fermé : Vacances de Noël."
