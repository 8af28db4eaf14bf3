"""Whom a message of the town concerns, and how its text is cut."""

import pytest

from functions.domain.directory.directory_line import DirectoryChild, DirectoryLine, DirectoryLogin
from functions.domain.families.family import Enrolment
from functions.domain.informing.addressees import (
    AnnouncementAudience,
    AudienceKind,
    AudienceUnclear,
    concerns,
)
from functions.domain.informing.announcement import AnnouncementIncomplete, AnnouncementText, checked
from tests.support.builders import CLARA, MONDAY, a_booking, a_child, a_month, on

LINE = DirectoryLine(
    "testmp",
    "Testmp",
    children=(DirectoryChild("clara", "Clara", "Testmp", on("dimanche 2017-04-02"), "ferry", "CE2 B"),),
    logins=(DirectoryLogin("m" * 26),),
)
NOBODY = DirectoryLine("testmp")
"""As an erased family leaves it."""


@pytest.mark.parametrize(
    ("audience", "is_for_it"),
    [
        (AnnouncementAudience(AudienceKind.EVERYBODY), True),
        (AnnouncementAudience(AudienceKind.SCHOOL, school="ferry"), True),
        (AnnouncementAudience(AudienceKind.SCHOOL, school="pagnol"), False),
        (AnnouncementAudience(AudienceKind.CLASS, school_class="ce2-b"), True),
        (AnnouncementAudience(AudienceKind.CLASS, school="pagnol", school_class="CE2 B"), False),
        (AnnouncementAudience(AudienceKind.NOT_ACTIVATED), False),
    ],
)
def test_a_message_concerns_a_family_by_what_the_list_says_of_it(
    audience: AnnouncementAudience, is_for_it: bool
) -> None:
    assert concerns(audience, LINE) is is_for_it
    assert not concerns(audience, NOBODY), "an erased family is told nothing"


def test_of_a_day_those_who_booked_are_told_and_not_the_other_home_of_the_child() -> None:
    month = a_month("clara", "2026-11", {(23, "restauration"): a_booking(payer="testmp")})
    lunch = AnnouncementAudience(AudienceKind.BOOKED, service="restauration", day=MONDAY)
    assert concerns(lunch, LINE, months=[month])
    assert concerns(AnnouncementAudience(AudienceKind.BOOKED, day=MONDAY), LINE, months=[month])
    others = a_month("clara", "2026-11", {(23, "restauration"): a_booking(payer="other")})
    assert not concerns(lunch, LINE, months=[others])
    evening = AnnouncementAudience(AudienceKind.BOOKED, service="garderie-soir", day=MONDAY)
    assert not concerns(evening, LINE, months=[month])


def test_a_service_concerns_who_booked_it_lately_and_who_is_enrolled_in_it() -> None:
    audience = AnnouncementAudience(AudienceKind.SERVICE, service="restauration")
    month = a_month("clara", "2026-11", {(23, "restauration"): a_booking(payer="testmp")})
    assert concerns(audience, LINE, months=[month], today=MONDAY)
    assert not concerns(audience, LINE, [CLARA], today=MONDAY)
    enrolled = a_child("clara", enrolments=(Enrolment("restauration", "testmp", on("mardi 2026-09-01")),))
    assert concerns(audience, LINE, [enrolled], today=MONDAY)


@pytest.mark.parametrize(
    "kind", [AudienceKind.SCHOOL, AudienceKind.CLASS, AudienceKind.SERVICE, AudienceKind.BOOKED]
)
def test_who_is_meant_must_be_named(kind: AudienceKind) -> None:
    with pytest.raises(AudienceUnclear):
        AnnouncementAudience(kind).check_named()


def test_a_text_is_cut_into_paragraphs_and_the_lines_of_its_lists() -> None:
    text = AnnouncementText(
        "Sortie", "Le car part\nà 9 h.\n\nPrévoyez :\n- un pique-nique\n- un manteau\n\n\nMerci."
    )
    assert text.paragraphs == [
        "Le car part à 9 h.",
        "Prévoyez :",
        "- un pique-nique",
        "- un manteau",
        "Merci.",
    ]


@pytest.mark.parametrize(
    ("subject", "text", "field"), [(" ", "Bonjour", "subject"), ("Sortie", "\n", "text")]
)
def test_a_message_without_a_subject_or_a_text_is_refused(subject: str, text: str, field: str) -> None:
    with pytest.raises(AnnouncementIncomplete) as refused:
        checked(AnnouncementText(subject, text))
    assert refused.value.field == field
