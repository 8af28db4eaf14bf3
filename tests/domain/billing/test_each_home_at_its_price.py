"""A child has two homes: each pays its part of what either booked at its own tariff, whatever the other earns."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.attendance.attendance import AttendanceEntry, attended
from functions.domain.availability.situation import Situation
from functions.domain.billing.family_lines import lines_owed
from functions.domain.bookings.validation import SeenLine, decide, preview
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing, parts_agreed
from functions.domain.families.family import Child, Family, QuotientFamilial
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, total_cents
from functions.domain.merging.renaming import Renaming, renamed
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.pricing.households import tariff_facts
from functions.domain.privacy.erasure import families_in, without_days_to_come
from functions.domain.privacy.own_part import own_month
from functions.domain.reglement.deadline_rules import Action, Late, LateMode, Surcharge
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import OUTSIDE, Adjustment, Conditions, Range
from tests.support.builders import CANTEEN, CLARA, MARC, a_booking, a_family, a_reglement, a_tariff, on, paris
from tests.support.situations import a_situation, shown_cells

SINCE = on("mardi 2026-09-01")
IN_TIME, LATE = paris("lundi 2026-11-16 09:00"), paris("dimanche 2026-11-29 18:00")
EVEN_WEEK = [on(day) for day in ("lundi 2026-12-07", "mardi 2026-12-08", "jeudi 2026-12-10")]
ODD_WEEK = [on(day) for day in ("mardi 2026-12-01", "jeudi 2026-12-03")]
CAME_UNBOOKED = on("vendredi 2026-12-04")
TURNS = (Part("his", 100, Weeks.EVEN), Part("hers", 100, Weeks.ODD))


def a_home(family: str, quotient: int | None, resident: bool = True, brothers: int = 0) -> Family:
    known = () if quotient is None else (QuotientFamilial(quotient, SINCE),)
    others = tuple(f"{family}-{number}" for number in range(brothers))
    return a_family(family, children=(*others, "clara"), quotients=known, resident=resident)


QUOTIENTS = st.none() | st.sampled_from((0, 599, 600, 1199, 1200, 5000))
HIS, HERS = (
    st.builds(a_home, st.just(family), QUOTIENTS, st.booleans(), st.integers(0, 2))
    for family in ("his", "hers")
)
SURCHARGES = st.sampled_from(
    (
        Surcharge(cents=100),
        Surcharge(percent=Decimal(50)),
        Surcharge(kind="unreserved"),
        Surcharge(cents=30, percent=Decimal(20), whole_month=True),
    )
)
SHARINGS = st.just(TURNS) | st.integers(1, 99).map(
    lambda percent: (Part("his", percent), Part("hers", 100 - percent))
)


def a_town(surcharge: Surcharge, kept: Surcharge | None = None) -> Reglement:
    """Prices by quotient, less for the second child of a home, more for a home elsewhere; twice as much for who did not book."""
    grid = a_tariff("restauration", 110, 345, 520)
    unreserved = tuple(
        replace(
            line,
            when=replace(line.when, values=(("kind", "unreserved"),)),
            price_cents=2 * line.price_cents,
        )
        for line in grid.lines
    )
    second = Range(Decimal(2), None)
    adjustments = (
        Adjustment(Conditions(values=(("residence", OUTSIDE),)), "Hors commune", percent=Decimal(40)),
        Adjustment(Conditions(ranges=(("rank", second),)), "Fratrie", percent=Decimal(-33)),
    )
    late, cancelled = (
        Late(LateMode.SURCHARGE, None, surcharge),
        Late(LateMode.SURCHARGE, None, kept or surcharge),
    )
    canteen = replace(
        CANTEEN,
        reserve=replace(CANTEEN.reserve, late=(late,)),
        cancel=replace(CANTEEN.cancel, late=(cancelled,)),
    )
    tariff = replace(grid, lines=(*grid.lines, *unreserved), adjustments=adjustments)
    return a_reglement(services=(canteen,), tariffs=(tariff,))


def shared(parts: Sequence[Part]) -> Child:
    return replace(CLARA, families=("his", "hers"), sharing=(Sharing(SINCE, tuple(parts)),))


def lunch(day: object) -> Slot:
    return Slot(day, "restauration", "clara")  # type: ignore[arg-type]


def validated(situation: Situation, days: Sequence[object], action: Action, now: object) -> Situation:
    basket = Basket().with_lines(BasketLine(lunch(day), action) for day in days)
    seen = [
        SeenLine(line.slot, line.action, situation.own_cents(line.slot, found.amount_cents or 0))
        for line, found in preview(situation, basket, now=now).items()  # type: ignore[arg-type]
    ]
    decision = decide(situation, basket, seen, account=MARC, act="act", now=now)  # type: ignore[arg-type]
    assert decision.refused == ()
    return decision.after


def lived(town: Reglement, booker: Family, other: Family, parts: Sequence[Part]) -> Situation:
    """Booked in time and late, cancelled late, and there without a booking: in the weeks of either home."""
    child = shared(parts)
    situation = a_situation(reglement=town, family=booker, children=[child])
    situation = replace(situation, homes={other.id: tariff_facts(other)})
    situation = validated(situation, EVEN_WEEK, Action.RESERVE, IN_TIME)
    situation = validated(situation, ODD_WEEK, Action.RESERVE, LATE)
    situation = validated(situation, ODD_WEEK[1:], Action.CANCEL, paris("mercredi 2026-12-02 12:00"))
    situation = validated(situation, EVEN_WEEK[2:], Action.CANCEL, paris("mercredi 2026-12-09 12:00"))
    there = attended(
        town,
        booker,
        child,
        lunch(CAME_UNBOOKED),
        AttendanceEntry(Presence.PRESENT),
        booked=False,
        by="agent",
        at=LATE,
        others=situation.other_payers(lunch(CAME_UNBOOKED)),
    )
    month = situation.months["clara", "2026-12"].with_attended(lunch(CAME_UNBOOKED), there)
    return replace(situation, months={**situation.months, ("clara", "2026-12"): month})


def bill(situation: Situation, family: Family, asked: Sequence[InvoiceLine] = ()) -> tuple[InvoiceLine, ...]:
    return lines_owed(
        family,
        situation.months.values(),
        children=situation.children,
        reglement=situation.reglement,
        called_off=situation.called_off,
        asked=asked,
    )


def said(lines: Sequence[InvoiceLine]) -> list[object]:
    """Whatever a family reads of it, but for when it was booked."""
    return [replace(line, booked_on=None) for line in lines]


@settings(max_examples=30)
@given(HIS, HERS, SHARINGS, SURCHARGES, SURCHARGES)
def test_who_booked_changes_nothing_of_what_each_home_is_billed(
    his: Family, hers: Family, parts: Sequence[Part], surcharge: Surcharge, kept: Surcharge
) -> None:
    town = a_town(surcharge, kept)
    by_him, by_her = lived(town, his, hers, parts), lived(town, hers, his, parts)
    for home in (his, hers):
        assert said(bill(by_him, home)) == said(bill(by_her, home))
    kinds = {line.kind for home in (his, hers) for line in bill(by_him, home)}
    assert kinds >= {LineKind.BOOKING, LineKind.LATE, LineKind.LATE_CANCEL, LineKind.UNRESERVED}


@settings(max_examples=30)
@given(HIS, HERS, HERS, SHARINGS, SURCHARGES)
def test_nothing_of_what_a_home_reads_depends_on_the_other_home(
    his: Family, hers: Family, richer: Family, parts: Sequence[Part], surcharge: Surcharge
) -> None:
    town = a_town(surcharge)
    one, two = (lived(town, his, other, parts) for other in (hers, richer))
    assert bill(one, his) == bill(two, his)
    days, now = [*ODD_WEEK, CAME_UNBOOKED, *EVEN_WEEK], paris("mercredi 2026-12-09 12:00")
    shown = [list(shown_cells(each, Basket(), ["clara"], days, now=now)) for each in (one, two)]
    assert shown[0] == shown[1]
    months = [own_month(each.months["clara", "2026-12"], "his") for each in (one, two)]
    assert months[0] == months[1]
    # And of what the other booked, who reads it from the other side.
    by_her = [replace(lived(town, other, his, parts), family=his, homes={}) for other in (hers, richer)]
    assert bill(by_her[0], his) == bill(by_her[1], his)
    shown = [list(shown_cells(each, Basket(), ["clara"], days, now=now)) for each in by_her]
    assert shown[0] == shown[1]
    months = [own_month(each.months["clara", "2026-12"], "his") for each in by_her]
    assert months[0] == months[1]


@pytest.mark.parametrize(("later", "her_cents"), [(False, 520), (True, 520)])
def test_what_was_booked_before_the_homes_agreed_is_billed_at_the_payers_price_of_that_day(
    later: bool, her_cents: int
) -> None:
    """Late, in her week: of what being late added to his price, nothing is asked of her where hers was not fixed."""
    his, hers = a_home("his", 812), a_home("hers", 1433)
    town = a_town(Surcharge(percent=Decimal(50)))
    alone = a_situation(reglement=town, family=his, children=[shared(() if later else TURNS)])
    alone = validated(alone, ODD_WEEK[:1], Action.RESERVE, LATE)
    agreed = replace(alone, children={"clara": shared(TURNS)})
    [line] = bill(agreed, hers)
    assert (line.kind, line.amount_cents, line.reason.tranche) == (
        LineKind.BOOKING,
        her_cents,
        "QF à partir de 1 200",
    )
    assert bill(agreed, his) == ()
    seen = replace(agreed, family=hers)
    [cell] = shown_cells(seen, Basket(), ["clara"], ODD_WEEK[:1], now=IN_TIME)
    assert (cell.standing.price_cents, cell.standing.tranche) == (her_cents, line.reason.tranche)


def test_what_was_invoiced_at_the_price_of_who_booked_stays_and_tells_no_bracket() -> None:
    """As releases before the prices of other homes asked for it."""
    hers = a_home("hers", 1433)
    known = a_situation(reglement=a_town(Surcharge(cents=100)), family=hers, children=[shared(TURNS)])
    his_booking = a_booking(345, payer="his", tranche="QF de 600 à 1 199")
    known = known.booked(lunch(ODD_WEEK[0]), his_booking)
    [asked] = [replace(line, unit_price_cents=345) for line in bill(known, hers)]
    [stays] = bill(known, hers, [asked])
    assert (stays.amount_cents, stays.reason.tranche, stays.reason.explained) == (345, "", False)
    [own] = bill(known, hers, [replace(asked, unit_price_cents=520)])
    assert own.amount_cents == 520


def test_a_home_for_which_the_town_has_no_price_is_billed_nothing_and_the_other_its_own() -> None:
    his, hers = a_home("his", 812), a_home("hers", 5000)
    town = a_town(Surcharge(cents=100))
    [tariff] = town.tariffs
    cheap = [line for line in tariff.lines if line.label != "QF à partir de 1 200"]
    without = replace(town, tariffs=(replace(tariff, lines=tuple(cheap)),))
    parts = (Part("his", 50), Part("hers", 50))
    situation = lived(without, his, hers, parts)
    assert total_cents(bill(situation, hers)) == 0
    assert total_cents(bill(situation, his)) == total_cents(bill(lived(town, his, hers, parts), his))


def test_two_homes_that_each_cancelled_late_owe_both_at_their_own_prices() -> None:
    his, hers = a_home("his", 812), a_home("hers", 1433)
    parts = (Part("his", 50), Part("hers", 50))
    situation = lived(a_town(Surcharge(percent=Decimal(50))), his, hers, parts)
    hers_now = replace(situation, family=hers, homes={"his": tariff_facts(his)})
    after = paris("mercredi 2026-12-02 12:00")
    hers_now = validated(hers_now, ODD_WEEK[1:], Action.RESERVE, after)
    hers_now = validated(hers_now, ODD_WEEK[1:], Action.CANCEL, after)
    fees = {
        home.id: sum(
            line.amount_cents
            for line in bill(hers_now, home)
            if line.kind is LineKind.LATE_CANCEL and line.day == ODD_WEEK[1]
        )
        for home in (his, hers)
    }
    # He: half of 50 % of 5,18 twice; she: half of 50 % of 7,80 twice.
    assert fees == {"his": 259, "hers": 390}


def test_a_home_that_is_erased_leaves_no_price_behind() -> None:
    his, hers = a_home("his", 812), a_home("hers", 1433)
    month = lived(a_town(Surcharge(cents=100)), his, hers, (Part("his", 50), Part("hers", 50))).months[
        "clara", "2026-12"
    ]
    assert families_in(month) == {"his", "hers"}
    left = without_days_to_come(month, "hers", on("jeudi 2026-12-31")).month
    assert families_in(left) == {"his"}
    assert own_month(left, "his") == own_month(month, "his")


def test_a_home_whose_file_is_merged_into_another_keeps_its_prices_there() -> None:
    his, hers = a_home("his", 812), a_home("hers", 1433)
    month = lived(a_town(Surcharge(cents=100)), his, hers, TURNS).months["clara", "2026-12"]
    merged = renamed(month, Renaming("hers", "kept"))
    assert own_month(merged, "kept") == renamed(own_month(month, "hers"), Renaming("hers", "kept"))
    assert families_in(merged) == {"his", "kept"}


def test_a_home_is_handed_what_it_pays_of_the_others_bookings_at_its_own_price() -> None:
    his, hers = a_home("his", 812), a_home("hers", 1433)
    month = lived(a_town(Surcharge(cents=100)), his, hers, TURNS).months["clara", "2026-12"]
    handed = own_month(month, "hers")
    [[booking]] = [list(services.values()) for services in handed.days.values()]
    assert (booking.price_cents, booking.payer, booking.booked_by, booking.act) == (620, "hers", "", "")
    assert "his" not in families_in(handed)
    assert parts_agreed(shared(TURNS).sharing, ODD_WEEK[0], "restauration") == TURNS[1:]
