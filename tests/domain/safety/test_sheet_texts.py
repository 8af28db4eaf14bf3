"""What a family asks to change of a child's sheet is written as it was asked, and nothing else with it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.safety.child_safety import Allergen, CarePlan, ChildSafety, MayFetch
from functions.domain.safety.health_sheet import HealthSheet, one_health
from functions.domain.safety.sheet_texts import (
    HEALTH,
    PARTS,
    fetchers_of,
    fetchers_text,
    health_texts,
    text_of,
    texts_of,
    with_texts,
)
from tests.support.builders import NOW

TODAY = NOW.date()
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days))
WORDS = st.text(max_size=12)
PEOPLE = st.lists(st.builds(MayFetch, WORDS, WORDS, WORDS), max_size=4)


@st.composite
def care_plans(draw: st.DrawFn) -> CarePlan:
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 90).map(lambda days: first + timedelta(days)))
    return CarePlan(first, last, draw(st.booleans()), draw(st.sampled_from(["", "Armoire"])))


ANSWERS = st.none() | st.booleans()
NAMES = st.sampled_from(["", "Dr Anne Soin", "01 99 00 12 34"])
HEALTH_SHEETS = st.builds(
    HealthSheet,
    ANSWERS,
    NAMES,
    NAMES,
    WORDS,
    WORDS,
    ANSWERS,
    st.integers(2025, 2027),
    st.sampled_from(["", "marc"]),
    st.none() | DAYS,
)
SHEETS = st.builds(
    ChildSafety,
    st.just("clara"),
    st.sampled_from(["", "Sans porc"]),
    st.sets(st.sampled_from(list(Allergen))).map(lambda some: tuple(one for one in Allergen if one in some)),
    st.none() | care_plans(),
    may_fetch=PEOPLE.map(lambda people: fetchers_of(fetchers_text(people))),
    health=st.none() | HEALTH_SHEETS.filter(lambda sheet: sheet.says_something),
)


@given(SHEETS, SHEETS)
def test_a_sheet_says_afterwards_what_was_asked_of_each_part(
    before: ChildSafety, wished: ChildSafety
) -> None:
    after = with_texts(before, texts_of(wished), TODAY)
    assert texts_of(after) == texts_of(wished)
    assert after.leaves_alone == before.leaves_alone and after.may_not_fetch == before.may_not_fetch
    if text_of(before, "pai") == text_of(wished, "pai"):
        assert after.pai == before.pai
    elif text_of(wished, "pai"):
        assert after.pai == CarePlan(TODAY)
    else:
        assert after.pai is None or not after.pai.covers(TODAY)


@given(SHEETS)
def test_what_is_not_changed_stays_to_the_letter(sheet: ChildSafety) -> None:
    assert with_texts(sheet, {part: text_of(sheet, part) for part in PARTS}, TODAY) == sheet


@given(PEOPLE)
def test_whatever_is_typed_of_people_comes_back_as_as_many_people(people: list[MayFetch]) -> None:
    text = fetchers_text(people)
    assert fetchers_text(fetchers_of(text)) == text
    assert len(fetchers_of(text)) == len(people)


@given(SHEETS, SHEETS)
def test_who_attested_a_health_sheet_is_not_changed_by_what_is_asked_of_it(
    before: ChildSafety, wished: ChildSafety
) -> None:
    after = with_texts(before, {part: text_of(wished, part) for part in HEALTH}, TODAY)
    if before.health is not None and after.health is not None:
        assert (after.health.told_by, after.health.told_on) == (before.health.told_by, before.health.told_on)
    assert (after.health is None) == (not any(text_of(wished, part) for part in HEALTH))


@given(HEALTH_SHEETS, HEALTH_SHEETS)
def test_of_two_health_sheets_of_a_child_no_warning_is_lost_and_no_permission_is_made(
    one: HealthSheet, other: HealthSheet
) -> None:
    joined = one_health(one, other)
    assert joined is not None
    for text in (one.care, other.care):
        assert text in joined.care
    for part in ("vaccinated", "emergency_care"):
        said = {getattr(one, part), getattr(other, part)}
        assert getattr(joined, part) is (False if False in said else True if True in said else None)
    assert (joined.year, str(joined.told_on)) == max((each.year, str(each.told_on)) for each in (one, other))
    assert health_texts(joined).keys() == set(HEALTH)
