"""What a parent corrected is taken field by field, and never over what the town wrote meanwhile."""

from dataclasses import replace

import pytest

from functions.domain.errors import ReasonMissing
from functions.domain.families.family import Civility
from functions.domain.families.file_corrections import (
    Correction,
    CorrectionState,
    Request,
    RequestKind,
    RequestState,
)
from functions.domain.files.correction_answers import (
    AnswerReasonTooLong,
    CorrectionProblem,
    CorrectionsAnswered,
    answer_corrections,
    fields_now,
)
from functions.domain.files.correction_places import Files
from tests.support.builders import CLARA, GUILHEM, MARC, NOW, a_family

FILES = Files(a_family(), {"clara": CLARA, "guilhem": GUILHEM})
PHONE = Correction("phone", "01 99 00 56 78", "06 39 98 00 01")
CITY = Correction("address.city", "Lisse", "Lisse-le-Haut")
OWN = Correction("guardians.0.first_name", "Marc", "Marco", "Marc Testmp")
HER = Correction("guardians.1.last_name", "Testmp", "Dubois", "Julie Testmp")
CHILD = Correction("children.1.first_name", "Guilhem", "Guillem", "guilhem")
MAIL = Correction("email", "marc@famille.example", "marc@ailleurs.example")


def asked(*corrections: Correction) -> Request:
    return Request("r", RequestKind.CORRECTION, "testmp", MARC, NOW, corrections)


def answered(
    request: Request,
    *accept: Correction,
    refuse: tuple[Correction, ...] = (),
    files: Files = FILES,
    reason: str = "Pas de justificatif.",
) -> CorrectionsAnswered:
    return answer_corrections(
        request,
        files,
        accept=[one.field for one in accept],
        refuse=[one.field for one in refuse],
        reason=reason,
    )


def test_each_field_is_written_where_it_belongs_and_nowhere_else() -> None:
    every = (PHONE, CITY, OWN, HER, CHILD, MAIL)
    done = answered(asked(*every), *every)
    family, children = done.files.family, done.files.children
    assert (family.phone, family.address.city) == ("06 39 98 00 01", "Lisse-le-Haut")
    marc, julie = family.guardians
    assert (marc.first_name, marc.email, marc.account) == ("Marco", "marc@ailleurs.example", MARC)
    assert (julie.first_name, julie.last_name) == ("Julie", "Dubois")
    assert (children["guilhem"].first_name, children["clara"]) == ("Guillem", CLARA)
    assert done.request.state is RequestState.CLOSED and done.failed == ()
    untouched = replace(
        family, phone=FILES.family.phone, address=FILES.family.address, guardians=FILES.family.guardians
    )
    assert untouched == FILES.family


def test_a_field_that_is_not_answered_stays_open() -> None:
    done = answered(asked(PHONE, CITY, HER), PHONE, refuse=(HER,))
    assert [(one.state, one.reason) for one in done.request.corrections] == [
        (CorrectionState.ACCEPTED, ""),
        (CorrectionState.OPEN, ""),
        (CorrectionState.REFUSED, "Pas de justificatif."),
    ]
    assert done.request.state is RequestState.OPEN
    assert done.files.family.guardians == FILES.family.guardians


def test_what_the_town_changed_meanwhile_is_shown_and_not_overwritten() -> None:
    moved = replace(FILES, family=replace(FILES.family, phone="01 99 00 11 11"))
    [seen] = fields_now(asked(PHONE), moved)
    assert (seen.now, seen.problem) == ("01 99 00 11 11", CorrectionProblem.MOVED)
    done = answered(asked(PHONE), PHONE, files=moved)
    assert done.failed == (("phone", CorrectionProblem.MOVED),)
    assert (done.files, done.request.state) == (moved, RequestState.OPEN)
    assert answered(asked(PHONE), refuse=(PHONE,), files=moved).request.state is RequestState.CLOSED


def test_what_the_town_wrote_already_is_accepted_without_writing() -> None:
    written = replace(FILES, family=replace(FILES.family, phone=PHONE.after))
    done = answered(asked(PHONE), PHONE, files=written)
    assert (done.files, done.accepted[0].state) == (written, CorrectionState.ACCEPTED)


def test_a_second_answer_changes_nothing_and_a_contrary_one_is_told() -> None:
    first = answered(asked(PHONE, CITY), PHONE)
    again = answered(first.request, PHONE, files=first.files)
    assert (again.request, again.failed, again.accepted) == (first.request, (), ())
    contrary = answered(first.request, refuse=(PHONE,), files=first.files)
    assert contrary.failed == (("phone", CorrectionProblem.ANSWERED),)
    assert contrary.request == first.request
    unknown = answered(first.request, Correction("children.7.first_name", "", ""))
    assert unknown.failed == (("children.7.first_name", CorrectionProblem.UNKNOWN),)


@pytest.mark.parametrize("correction", [OWN, HER], ids=["the parent who asks", "the other parent"])
def test_a_responsable_is_found_by_who_they_are_wherever_they_stand_now(correction: Correction) -> None:
    swapped = replace(FILES, family=replace(FILES.family, guardians=FILES.family.guardians[::-1]))
    done = answered(asked(correction), correction, files=swapped)
    names = {one.account: (one.first_name, one.last_name) for one in done.files.family.guardians}
    straight = answered(asked(correction), correction).files.family.guardians
    assert names == {one.account: (one.first_name, one.last_name) for one in straight}


def test_a_responsable_who_was_replaced_is_not_renamed_in_their_place() -> None:
    paul = replace(FILES.family.guardians[1], first_name="Paul", civility=Civility.MONSIEUR)
    other = replace(FILES, family=replace(FILES.family, guardians=(FILES.family.guardians[0], paul)))
    assert answered(asked(HER), HER, files=other).failed == ((HER.field, CorrectionProblem.MOVED),)


def test_a_name_is_taken_in_two_answers() -> None:
    civility = Correction("guardians.1.civility", "madame", "monsieur", "Julie Testmp")
    request = asked(HER, civility)
    first = answered(request, HER)
    second = answered(first.request, civility, files=first.files)
    julie = second.files.family.guardians[1]
    assert (julie.last_name, julie.civility, second.failed) == ("Dubois", Civility.MONSIEUR, ())


ADDED = (
    Correction("children.2.last_name", "", "Testmp"),
    Correction("children.2.first_name", "", "Léo"),
)
REMOVED = (
    Correction("guardians.1.last_name", "Testmp", "", "Julie Testmp"),
    Correction("guardians.1.first_name", "Julie", "", "Julie Testmp"),
)
REPLACED = (
    Correction("guardians.1.last_name", "Testmp", "Martin", "Julie Testmp"),
    Correction("guardians.1.first_name", "Julie", "Sophie", "Julie Testmp"),
)


@pytest.mark.parametrize("whole", [ADDED, REMOVED, REPLACED], ids=["added", "removed", "replaced"])
def test_a_whole_person_is_the_towns_to_add_or_to_take_out(whole: tuple[Correction, ...]) -> None:
    done = answered(asked(*whole), *whole)
    assert {problem for _, problem in done.failed} == {CorrectionProblem.BY_HAND}
    assert done.files == FILES
    leo = replace(CLARA, id="leo", first_name="Léo")
    sophie = replace(FILES.family.guardians[1], first_name="Sophie", last_name="MARTIN")
    files: dict[tuple[Correction, ...], Files] = {
        ADDED: replace(FILES, children={**FILES.children, "leo": leo}),
        REMOVED: replace(FILES, family=replace(FILES.family, guardians=FILES.family.guardians[:1])),
        REPLACED: replace(FILES, family=replace(FILES.family, guardians=(FILES.family.guardians[0], sophie))),
    }
    by_hand = files[whole]
    closed = answered(asked(*whole), *whole, files=by_hand)
    assert (closed.request.state, closed.files, closed.failed) == (RequestState.CLOSED, by_hand, ())


def test_what_was_asked_before_places_were_noted_is_taken_where_it_fits_one_person_alone() -> None:
    for known in (replace(HER, subject=""), replace(CHILD, subject="")):
        assert answered(asked(known), known).failed == ()
    siblings = Correction("children.1.last_name", "Testmp", "Dubois")
    assert answered(asked(siblings), siblings).failed == ((siblings.field, CorrectionProblem.MOVED),)


def test_a_refusal_says_why() -> None:
    with pytest.raises(ReasonMissing):
        answered(asked(PHONE), refuse=(PHONE,), reason=" ")
    with pytest.raises(AnswerReasonTooLong):
        answered(asked(PHONE), refuse=(PHONE,), reason="x" * 501)
