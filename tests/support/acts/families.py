"""Who acts for a family, who is invited, and what parents corrected."""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.domain.directory.new_family import NewChild, NewFamily
from functions.domain.families.family import Address, Civility, Guardian
from functions.domain.messages import Message, MessageKind
from functions.gateways.mail import MailRefused
from functions.storage.accounts import activations
from functions.storage.families import requests
from functions.storage.table import outbox
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.claim_letter import LetterClaim, claim_letter
from functions.usecases.accounts.undelivered_invitation import note_undelivered_invitation
from functions.usecases.families.answer_file_corrections import CorrectionAct, answer_file_corrections
from functions.usecases.families.create_family import CreateFamily, create_family
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.invite_people import Inviting, invite_by_parent, invite_person
from functions.usecases.families.make_letters import LettersAsked, make_letters
from functions.usecases.families.register_family import register_family
from functions.usecases.messages.deliver_messages import deliver_messages
from functions.usecases.messages.send_again import send_again
from functions.usecases.messages.unsent_mail_act import UnsentMailAct
from tests.support.accounts import (
    EMAIL,
    HOME,
    NOT_ACTIVATED,
    PASSWORD,
    SHEET,
    a_town_with_a_family,
    an_account,
    invited,
    messages,
)
from tests.support.acts.accounts import the_code_of_the_last_mail_is_right
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import CLARA, GUILHEM, MARC, NOW, on, open_town, settle, versions


@writes("families.end_access")
def ending_somebodys_access() -> Do:
    open_town()
    settle()
    an_account()
    return lambda: end_access(EndAccess("lisse", "testmp", MARC, "agent", KEY, NOW))


@writes("families.end_access")
def withdrawing_an_invitation() -> Do:
    a_town_with_a_family()
    invited()
    person = activations.hashed(EMAIL)
    return lambda: end_access(EndAccess("lisse", "testmp", person, "agent", KEY, NOW))


@writes("accounts.invite", "families.invite_people", check=the_code_of_the_last_mail_is_right)
def inviting_somebody_again() -> Do:
    a_town_with_a_family()
    person = activations.hashed(EMAIL)
    return lambda: invite_person(Inviting("lisse", "agent", KEY, NOW), "testmp", person)


@writes("accounts.invite", "families.invite_people", check=the_code_of_the_last_mail_is_right)
def a_parent_inviting_the_other() -> Do:
    a_town_with_a_family()
    person = activations.hashed(EMAIL)
    return lambda: invite_by_parent(Inviting("lisse", MARC, KEY, NOW), "testmp", person)


@writes("accounts.undelivered_invitation")
def noting_that_an_invitation_reached_nobody() -> Do:
    a_town_with_a_family()
    invited()
    [message] = messages("activation")
    return lambda: note_undelivered_invitation(message, NOW)


def _refusing(message: Message, now: datetime) -> None:
    raise MailRefused("MessageRejected")


@writes("messages.send_again")
def sending_an_invitation_again_that_was_given_up() -> Do:
    a_town_with_a_family()
    invited()
    deliver_messages(
        {MessageKind.ACTIVATION: _refusing},
        clock=lambda: NOW,
        budget=timedelta(seconds=9),
        given_up=note_undelivered_invitation,
    )
    [put_aside] = outbox.given_up(None)
    return lambda: send_again(UnsentMailAct(None, put_aside.message.value.id, "agent", KEY, NOW))


@writes("families.register_family", "families.follow_guardians")
def registering_a_family_whose_parent_has_another_address() -> Do:
    a_town_with_a_family()
    invited()
    marc = replace(NOT_ACTIVATED.guardians[0], email="marc.ailleurs@famille.example")
    moved = replace(NOT_ACTIVATED, guardians=(marc, NOT_ACTIVATED.guardians[1]))
    seen = versions("lisse", moved)
    return lambda: register_family("lisse", moved, (CLARA, GUILHEM), seen=seen, by="import", now=NOW)


@writes("families.answer_file_corrections")
def answering_what_a_parent_corrected() -> Do:
    a_town_with_a_family()
    given = replace(SHEET, phone="06 39 98 00 01", name="Testmp-Dubois")
    activate(EMAIL, invited(), PASSWORD, given, visitor=HOME, idempotency_key="activate", now=NOW)
    [request] = [stored.value for stored in requests.open_requests("lisse")]
    act = CorrectionAct(
        "lisse", "testmp", request.id, ("phone",), ("name",), "Avec un justificatif.", "agent", KEY, NOW
    )
    return lambda: answer_file_corrections(act)


@writes("families.create_family")
def writing_down_a_family_by_hand() -> Do:
    open_town()
    settle()
    child = NewChild("Ana", "Nouvelle", on("mardi 2019-04-02"), None, "CE1")
    new = NewFamily(
        "Nouvelle",
        Address("9 rue Haute", "00000", "Lisse"),
        "01 99 00 77 77",
        True,
        (Guardian(Civility.MADAME, "Nouvelle", "Inès", "ines@famille.example"),),
        (child, NewChild(known="guilhem")),
    )
    return lambda: create_family(CreateFamily("lisse", new, False, "agent", KEY, NOW))


def _a_family_without_an_address() -> None:
    open_town()
    settle(replace(NOT_ACTIVATED, guardians=(replace(NOT_ACTIVATED.guardians[0], email=None),)))


@writes("families.make_letters")
def making_letters() -> Do:
    _a_family_without_an_address()
    return lambda: make_letters(LettersAsked("lisse", None, None, "agent", KEY, NOW))


@writes("accounts.claim_letter", check=the_code_of_the_last_mail_is_right)
def giving_an_address_with_the_code_of_a_letter() -> Do:
    _a_family_without_an_address()
    [letter] = make_letters(LettersAsked("lisse", "testmp", None, "agent", KEY, NOW)).letters
    return lambda: claim_letter(LetterClaim(letter.code, EMAIL, "192.0.2.1", NOW))
