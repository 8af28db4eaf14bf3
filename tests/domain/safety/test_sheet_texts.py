"""What a family asks to change of a child's sheet is written as it was asked, and nothing else with it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.safety.child_safety import Allergen, CarePlan, ChildSafety, MayFetch
from functions.domain.safety.sheet_texts import (
    PARTS,
    fetchers_of,
    fetchers_text,
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


SHEETS = st.builds(
    ChildSafety,
    st.just("clara"),
    st.sampled_from(["", "Sans porc"]),
    st.sets(st.sampled_from(list(Allergen))).map(lambda some: tuple(one for one in Allergen if one in some)),
    st.none() | care_plans(),
    may_fetch=PEOPLE.map(lambda people: fetchers_of(fetchers_text(people))),
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
