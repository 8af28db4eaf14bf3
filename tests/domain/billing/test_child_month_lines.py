"""What a family owes for a month is what it booked, at the price it was told."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.billing.child_month_lines import by_payer, lines_of
from functions.domain.families.family import QuotientFamilial
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKey, LineKind, total_cents
from functions.domain.planning.child_month import ChildMonth
from functions.domain.pricing.prices import StepCode
from functions.domain.reglement.absence_policy import Because
from functions.domain.reglement.tariff_grids import Adjustment, Conditions, Effort, Tariff, TariffLine
from tests.support.bills import care_cents
from tests.support.builders import (
    CLARA,
    GUILHEM,
    TARIFFS,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    a_tariff,
    on,
    paris,
)
from tests.support.situations import NOTHING_OFF

CHILDREN = {"clara": CLARA, "guilhem": GUILHEM}
CANTEEN = "restauration"


def bill(*months: ChildMonth, family=None, reglement=None) -> tuple[InvoiceLine, ...]:
    family = family or a_family()
    booked = by_payer(months).get(family.id, [])
    return lines_of(
        family, booked, children=CHILDREN, reglement=reglement or a_reglement(), called_off=NOTHING_OFF
    )


def test_each_booking_is_a_line_at_the_price_fixed_when_it_was_validated() -> None:
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345)}))
    assert (line.day, line.child_name, line.service_name) == (
        on("jeudi 2026-10-01"),
        "Clara",
        "Restauration scolaire",
    )
    assert (line.quantity, line.unit_price_cents, line.amount_cents) == (1, 345, 345)
    assert line.booked_on == on("lundi 2026-09-28")


def test_what_is_booked_after_a_childs_last_day_or_before_its_first_is_owed_by_nobody() -> None:
    month = a_month("clara", "2026-10", {(day, CANTEEN): a_booking(345) for day in (1, 2, 5)})
    children = {
        "clara": replace(CLARA, first_day=on("vendredi 2026-10-02"), last_day=on("vendredi 2026-10-02"))
    }
    booked = by_payer([month])["testmp"]
    lines = lines_of(a_family(), booked, children=children, reglement=a_reglement(), called_off=NOTHING_OFF)
    assert total_cents(lines) == 345
    off = [line for line in lines if line.kind is LineKind.ABSENCE]
    assert [line.day for line in off] == [on("jeudi 2026-10-01"), on("lundi 2026-10-05")]
    assert {line.reason.absence for line in off} == {Because.AWAY}


def test_the_eldest_child_comes_first_then_services_then_days() -> None:
    lines = bill(
        a_month("guilhem", "2026-10", {(1, CANTEEN): a_booking()}),
        a_month(
            "clara",
            "2026-10",
            {(5, CANTEEN): a_booking(), (1, CANTEEN): a_booking(), (2, "garderie-matin"): a_booking(150)},
        ),
    )
    order = [(line.child_name, line.service, line.day.day) for line in lines]
    assert order == [
        ("Clara", "garderie-matin", 2),
        ("Clara", CANTEEN, 1),
        ("Clara", CANTEEN, 5),
        ("Guilhem", CANTEEN, 1),
    ]


def test_what_the_other_household_booked_is_billed_to_it_alone() -> None:
    month = a_month(
        "clara",
        "2026-10",
        {
            (1, CANTEEN): a_booking(),
            (2, CANTEEN): a_booking(520, payer="papa"),
            (5, CANTEEN): a_booking(520, payer="papa"),
        },
    )
    owed = by_payer([month])
    assert {payer: len(booked) for payer, booked in owed.items()} == {"testmp": 1, "papa": 2}
    # Even a caller who mixes them up bills nobody for another.
    everything = [*owed["testmp"], *owed["papa"]]
    lines = lines_of(
        a_family(), everything, children=CHILDREN, reglement=a_reglement(), called_off=NOTHING_OFF
    )
    assert [line.day.day for line in lines] == [1]


def test_a_free_booking_is_shown_and_adds_nothing() -> None:
    lines = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(0), (2, CANTEEN): a_booking(345)}))
    assert [line.amount_cents for line in lines] == [0, 345]
    assert total_cents(lines) == 345


def test_a_booking_of_a_quarter_to_midnight_is_of_that_day_on_the_towns_clock() -> None:
    late = a_booking(booked_at=paris("mercredi 2026-09-30 23:45"))
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): late}))
    assert line.booked_on == on("mercredi 2026-09-30")


def test_the_bracket_and_the_quotient_explain_the_price() -> None:
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345)}))
    assert line.reason.explained
    assert (line.reason.tranche, line.reason.quotient_familial) == ("QF de 600 à 1 199", 812)


def test_the_quotient_is_that_of_the_day_not_the_one_of_today() -> None:
    moved = a_family(
        quotients=(
            QuotientFamilial(812, on("mardi 2026-09-01")),
            QuotientFamilial(300, on("lundi 2026-10-05")),
        )
    )
    month = a_month(
        "clara",
        "2026-10",
        {(2, CANTEEN): a_booking(345), (5, CANTEEN): a_booking(110, tranche="QF jusqu’à 599")},
    )
    before, after = bill(month, family=moved)
    assert (before.reason.quotient_familial, after.reason.quotient_familial) == (812, 300)


def test_a_family_without_proof_is_told_so() -> None:
    highest = a_booking(520, tranche="QF à partir de 1 200")
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): highest}), family=a_family(quotients=()))
    assert line.reason.without_quotient and line.reason.quotient_familial is None


def test_a_single_price_does_not_mention_the_quotient() -> None:
    booking = a_booking(150, tranche="Tarif unique")
    [line] = bill(a_month("clara", "2026-10", {(1, "garderie-matin"): booking}))
    assert line.reason.explained and line.reason.quotient_familial is None


def test_a_price_the_tariff_no_longer_gives_is_not_explained_by_it() -> None:
    """The town corrected its grid since: what was fixed stays, and nothing false is said of why."""
    dearer = a_reglement(tariffs=(*TARIFFS[:1], a_tariff(CANTEEN, 120, 360, 540), *TARIFFS[2:]))
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345)}), reglement=dearer)
    assert line.unit_price_cents == 345
    assert not line.reason.explained and line.reason.quotient_familial is None


def test_a_child_who_left_the_family_and_a_service_that_closed_are_still_billed() -> None:
    alone = a_family(children=("guilhem",))
    month = a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345), (2, "échecs"): a_booking(500)})
    canteen, chess = sorted(bill(month, family=alone), key=lambda line: line.day)
    assert (canteen.unit_price_cents, canteen.reason.explained) == (345, False)
    assert (chess.service_name, chess.unit_price_cents) == ("échecs", 500)


def test_a_taux_d_effort_says_its_rate_and_which_bound_decided() -> None:
    effort = Effort(rate=Decimal("0.0036"), floor_cents=260, ceiling_cents=450)
    tariff = Tariff(CANTEEN, "repas", (TariffLine(effort=effort),))
    reglement = a_reglement(tariffs=(*TARIFFS[:1], tariff, *TARIFFS[2:]))
    month = a_month("clara", "2026-10", {(1, CANTEEN): a_booking(292, tranche="")})
    [line] = bill(month, reglement=reglement)
    assert (line.reason.effort, line.reason.rate) == (StepCode.EFFORT, Decimal("0.0036"))
    poor = a_family(quotients=(QuotientFamilial(200, on("mardi 2026-09-01")),))
    floor = a_month("clara", "2026-10", {(1, CANTEEN): a_booking(260, tranche="")})
    [line] = bill(floor, family=poor, reglement=reglement)
    assert line.reason.effort is StepCode.EFFORT_FLOOR


def test_a_reduction_is_named() -> None:
    second = Adjustment(Conditions(values=(("residence", "resident"),)), "habitants", percent=Decimal(-20))
    tariff = replace(a_tariff(CANTEEN, 110, 345, 520), adjustments=(second,))
    reglement = a_reglement(tariffs=(*TARIFFS[:1], tariff, *TARIFFS[2:]))
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(276)}), reglement=reglement)
    assert line.reason.adjustments == ("habitants",)


def test_a_line_is_known_by_its_child_day_service_and_kind() -> None:
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345)}))
    assert line.key == LineKey(on("jeudi 2026-10-01"), "clara", CANTEEN, LineKind.BOOKING)


def test_the_part_that_is_care_is_that_of_the_grid_of_the_day() -> None:
    later = a_tariff(CANTEEN, 110, 345, 520, since=on("lundi 2026-10-05"), care_percent=Decimal(60))
    reglement = a_reglement(tariffs=(*TARIFFS, later))
    month = a_month("clara", "2026-10", {(2, CANTEEN): a_booking(345), (5, CANTEEN): a_booking(345)})
    before, after = bill(month, reglement=reglement)
    assert (care_cents(before), care_cents(after), after.unit) == (0, 207, "unité")


@given(st.integers(-5_000, 5_000), st.integers(1, 12), st.decimals(0, 100, places=1))
def test_what_is_given_back_gives_back_its_care_part_to_the_cent(
    cents: int, quantity: int, percent: Decimal
) -> None:
    [line] = bill(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(345)}))
    line = replace(line, unit_price_cents=cents, quantity=quantity, care_percent=percent)
    back = replace(line, unit_price_cents=-cents)
    assert line.amount_cents + back.amount_cents == 0
    assert care_cents(line) + care_cents(back) == 0
    assert abs(care_cents(line)) <= abs(line.amount_cents)


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(("clara", "guilhem")),
            st.integers(1, 31),
            st.sampled_from((CANTEEN, "garderie-matin", "garderie-soir")),
        ),
        st.tuples(st.integers(0, 2000), st.sampled_from(("testmp", "papa"))),
    )
)
def test_every_booking_is_billed_once_to_its_payer_and_the_totals_add_up(
    wanted: dict[tuple[str, int, str], tuple[int, str]],
) -> None:
    months = [
        a_month(
            child,
            "2026-10",
            {
                (day, service): a_booking(cents, payer=payer)
                for (of, day, service), (cents, payer) in wanted.items()
                if of == child
            },
        )
        for child in ("clara", "guilhem")
    ]
    ours = bill(*months)
    theirs = bill(*months, family=a_family("papa"))
    assert total_cents([*ours, *theirs]) == sum(cents for cents, _ in wanted.values())
    billed = [(line.child, line.day.day, line.service) for line in (*ours, *theirs)]
    assert sorted(billed) == sorted(wanted)
