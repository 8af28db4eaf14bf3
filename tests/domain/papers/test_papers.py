"""What a family is asked to show, and until when a paper is good."""

from dataclasses import replace
from datetime import date

import pytest

from functions.domain.papers.papers import (
    Paper,
    PaperAbout,
    PaperKind,
    PaperKindRefused,
    PaperKinds,
    PaperLasts,
    PaperState,
    check_kinds,
    complete,
    paper_lines,
)
from tests.support.builders import NOW, a_family, on

HOME = PaperKind("domicile", "Justificatif de domicile", PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR)
INSURANCE = PaperKind("assurance", "Assurance", PaperAbout.CHILD, PaperLasts.MONTHS, 12)
TODAY = on("lundi 2026-11-16")


@pytest.mark.parametrize(
    ("seen", "until"),
    [
        ("lundi 2026-11-16", "mardi 2027-08-31"),
        ("lundi 2026-08-31", "lundi 2026-08-31"),
        ("mardi 2026-09-01", "mardi 2027-08-31"),
    ],
)
def test_a_paper_of_a_school_year_is_good_until_its_last_day(seen: str, until: str) -> None:
    assert HOME.until(on(seen)) == on(until)


def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month() -> None:
    assert replace(INSURANCE, months=3).until(on("lundi 2026-11-30")) == on("dimanche 2027-02-28")
    assert INSURANCE.until(on("mardi 2028-02-29")) == date(2029, 2, 28)
    assert replace(HOME, lasts=PaperLasts.FOREVER).until(TODAY) is None


def test_a_file_is_complete_while_all_that_is_required_is_good() -> None:
    kinds = PaperKinds((HOME, INSURANCE))
    seen = Paper("domicile", "-", PaperState.ACCEPTED, "anne", NOW, TODAY)
    papers = {("domicile", "-"): seen}
    papers |= {
        ("assurance", child): replace(seen, kind="assurance", child=child) for child in ("clara", "guilhem")
    }
    lines = paper_lines(kinds, a_family(), papers, TODAY)
    assert [(one.kind.code, one.child) for one in lines] == [
        ("domicile", "-"),
        ("assurance", "clara"),
        ("assurance", "guilhem"),
    ]
    assert complete(lines)
    assert not complete(paper_lines(kinds, a_family(), papers, on("mardi 2026-11-17"))), (
        "all expired in the night"
    )
    refused = papers | {("domicile", "-"): replace(seen, state=PaperState.REFUSED)}
    assert not complete(paper_lines(kinds, a_family(), refused, TODAY))
    wished = PaperKinds((replace(HOME, required=False), INSURANCE))
    assert complete(paper_lines(wished, a_family(), refused, TODAY)), (
        "nobody must show what is only wished for"
    )


def test_kinds_have_names_of_their_own_and_months_where_they_last_months() -> None:
    for wrong in (
        [HOME, replace(HOME, code="autre")],
        [HOME, replace(INSURANCE, code="domicile")],
        [replace(INSURANCE, months=0)],
        [replace(HOME, months=3)],
        [replace(HOME, name=" ")],
    ):
        with pytest.raises(PaperKindRefused):
            check_kinds(wrong)
