"""What a planning of several families says, beside what each of them says: `site/assets/js/planning/joining.js`."""

import re

import pytest
from msgspec import Struct

from functions.web.bookings.types import Basket, Planning
from infra.build_pages import ROOT

JOINING = (ROOT / "site" / "assets" / "js" / "planning" / "joining.js").read_text()


@pytest.mark.parametrize(
    ("answer", "begins"), [(Planning, "const planning = {\n"), (Basket, "return {\n    lines:")]
)
def test_each_fact_of_a_planning_has_its_line_where_several_are_one(
    answer: type[Struct], begins: str
) -> None:
    """A fact that is new says there what it is of several towns: their sum, each of them, the first that falls, or nothing."""
    at = JOINING.index(begins)
    joined = JOINING[at : JOINING.index("\n  };", at)]
    assert set(answer.__struct_fields__) - set(re.findall(r"^    (\w+)[:,]", joined, re.MULTILINE)) == set()
