"""The week and *Mon dossier* say with which parent the child is."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app import app
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.french.files.own_sharing import own_sharing
from functions.usecases.families.share_child import share_child
from tests.support.builders import (
    JULIE,
    NOW,
    log_in,
    on,
)
from tests.support.client import Browser
from tests.support.separated_parents import HER_MONDAY, HER_TUESDAY, HIS_TUESDAY, PLANNING, cell_of


def test_each_reads_whose_week_it_is_and_what_is_theirs_to_pay(marc: Browser) -> None:
    julie = Browser(app, cookie=log_in(JULIE))
    said = []
    for browser, family in ((marc, "testmp"), (julie, "durand")):
        [clara, *_] = [
            each
            for each in browser.get(f"/communes/lisse/families/{family}/file").json["sections"]
            if each["child"] == "clara"
        ]
        said.append({each["label"]: each["value"].replace("\u00a0", " ") for each in clara["facts"]})
    assert [(each["Cette semaine"], each["La semaine prochaine"]) for each in said] == [
        ("celle de l’autre parent (semaine 47, impaire)", "la vôtre (semaine 48, paire)"),
        ("la vôtre (semaine 47, impaire)", "celle de l’autre parent (semaine 48, paire)"),
    ]
    assert said[0]["Qui paie"] == (
        "semaines impaires : l’autre parent ; semaines paires : vous, depuis le 1er septembre 2026"
    )
    planning = marc.get("/communes/lisse/families/testmp/planning?start=2026-11-30&end=2026-12-06").json
    [monday] = [
        each
        for each in planning["cells"]
        if (each["child"], each["service"], each["date"]) == ("clara", "restauration", str(HER_MONDAY))
    ]
    assert monday["sentence"] == "Réservé et payé par l’autre parent, qui seul peut annuler."
    assert (monday["price_cents"], monday["tranche"]) == (None, None)


def test_the_week_says_with_whom_the_child_is_and_what_is_not_this_homes_to_pay(marc: Browser) -> None:
    week = marc.get(PLANNING.format("testmp")).json
    assert week["whose_week"] == "Clara chez l’autre parent"
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.get(PLANNING.format("durand")).json["whose_week"] == "chez vous"
    two_weeks = marc.get("/communes/lisse/families/testmp/planning?start=2026-11-30&end=2026-12-11").json
    hers, his = cell_of(two_weeks, HER_TUESDAY), cell_of(two_weeks, HIS_TUESDAY)
    assert (hers["price_cents"], hers["tranche"], hers["remark"]) == (None, None, "payé par l’autre parent")
    assert hers["sentence"].endswith(". Payé par l’autre parent.")
    assert (his["price_cents"], his["tranche"]) == (345, "QF de 600 à 1 199") and "remark" not in his
    monday = cell_of(two_weeks, HER_TUESDAY | {"date": str(HER_MONDAY)})
    assert monday["sentence"] == ("Réservé et payé par l’autre parent, qui seul peut annuler.")


def test_a_week_within_which_the_homes_change_turns_is_said_to_be_nobodys(marc: Browser) -> None:
    turned = (Part("testmp", 100, Weeks.ODD), Part("durand", 100, Weeks.EVEN))
    share_child(
        "lisse", "clara", Sharing(on("mercredi 2026-12-02"), turned), by="agent", key="turned", now=NOW
    )
    assert "whose_week" not in marc.get(PLANNING.format("testmp")).json
    next_week = marc.get("/communes/lisse/families/testmp/planning?start=2026-12-07&end=2026-12-13").json
    assert next_week["whose_week"] == "Clara chez l’autre parent"


@given(st.integers(0, 100), st.integers(0, 100), st.dates(on("mardi 2026-09-01"), on("vendredi 2027-12-31")))
def test_a_week_is_one_homes_exactly_where_it_is_not_the_others(odd: int, even: int, day: Any) -> None:
    parts = tuple(
        part
        for weeks, own in ((Weeks.ODD, odd), (Weeks.EVEN, even))
        for part in (Part("mine", own, weeks), Part("theirs", 100 - own, weeks))
        if part.percent
    )
    agreed = [Sharing(on("mardi 2026-09-01"), parts)]
    mine, theirs = (
        {one.label: one.value for one in own_sharing(agreed, family, day, service_name=str)}
        for family in ("mine", "theirs")
    )
    assert mine.keys() == theirs.keys()
    for label in ("Cette semaine", "La semaine prochaine"):
        if label in mine:
            assert ("la vôtre" in mine[label]) != ("la vôtre" in theirs[label])
