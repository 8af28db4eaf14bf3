"""An invitation that led nowhere is sent again by asking for it, once a request, and the town sees how far everybody is."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.accounts.account import ActivationCodeWrong, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import AlreadyActive, InvitationState
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.errors import NotFound
from functions.domain.families.family import Civility, Guardian
from functions.domain.messages import Message, MessageKind
from functions.gateways.mail import MailRefused
from functions.storage.accounts import activations, mail_standings
from functions.storage.table import journal, outbox
from functions.storage.table.reading import read_one
from functions.usecases.accounts.activate import activate, check_invitation
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.undelivered_invitation import note_undelivered_invitation
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.invite_people import (
    InvitedPage,
    Inviting,
    invite_all,
    invite_person,
    people_page,
)
from functions.usecases.families.read_people import people_in
from functions.usecases.messages.deliver_messages import deliver_messages
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.messages.send_again import send_again
from functions.usecases.messages.unsent_mail_act import UnsentMailAct
from tests.support.accounts import (
    EMAIL,
    HOME,
    NOT_ACTIVATED,
    PASSWORD,
    REF,
    SHEET,
    a_town_with_a_family,
    activation_code,
    an_account,
    invited,
    messages,
)
from tests.support.builders import JULIE, MARC, NOW, a_commune, a_family, open_town, settle

pytestmark = pytest.mark.usefixtures("table")

JULIES = "julie@famille.example"
LATER = NOW + timedelta(days=30)


def refusing(message: Message, now: datetime) -> None:
    raise MailRefused("MessageRejected")


def marcs_id() -> str:
    return activations.hashed(EMAIL)


def asking(key: str = "ask-again", *, now: datetime = LATER) -> Inviting:
    return Inviting("lisse", "agent", key, now)


def states(now: datetime = NOW) -> dict[str, InvitationState]:
    return {one.first_name: one.state for one in people_in("lisse", "testmp", now=now)}


def mails_to(email: str) -> int:
    return [message.data["email"] for message in messages("activation")].count(email)


def test_everybody_is_somewhere_on_the_way() -> None:
    a_town_with_a_family()
    assert states() == {"Marc": InvitationState.TO_INVITE, "Julie": InvitationState.TO_INVITE}
    code = invited()
    invited(JULIES)
    assert states() == {"Marc": InvitationState.INVITED, "Julie": InvitationState.INVITED}
    activate(EMAIL, code, PASSWORD, SHEET, visitor=HOME, idempotency_key="activate", now=NOW)
    assert states(LATER) == {"Marc": InvitationState.ACTIVE, "Julie": InvitationState.EXPIRED}


def test_an_expired_invitation_is_sent_again_once_and_opens() -> None:
    a_town_with_a_family()
    old = invited()
    first = invite_person(asking(), "testmp", marcs_id())
    assert invite_person(asking(now=LATER + timedelta(minutes=1)), "testmp", marcs_id()) == first == LATER
    assert (mails_to(EMAIL), states(LATER)["Marc"]) == (2, InvitationState.INVITED)
    with pytest.raises(ActivationCodeWrong):
        check_invitation(EMAIL, old, visitor=HOME, now=LATER)
    assert check_invitation(EMAIL, activation_code(), visitor=HOME, now=LATER).sheet == SHEET
    assert [line.act for line in journal.lines("lisse", "testmp")].count("parent_invited") == 2


def test_a_mail_that_was_given_up_is_a_failure_until_it_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_town_with_a_family()
    invited()

    class Refusing:
        def send(self, mail: object) -> None:
            raise MailRefused("MessageRejected")

    monkeypatch.setattr(wiring, "mailer", Refusing)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    with Client(app) as client:
        client.lambda_.invoke("outbox", client.events.generate_cw_event("aws.events", "", {}, []))
    assert states()["Marc"] is InvitationState.FAILED
    invite_person(asking("k" * 8, now=NOW), "testmp", marcs_id())
    assert states()["Marc"] is InvitationState.INVITED


def test_an_address_that_mails_came_back_from_is_written_to_again_by_name_alone() -> None:
    a_town_with_a_family()
    invited()
    note_mail_return(MailReturn(EMAIL, NoMailBecause.BOUNCE, NOW), now=NOW)
    assert states()["Marc"] is InvitationState.FAILED
    assert invite_all(asking(now=NOW), InvitationState.FAILED, after=None) == InvitedPage(0, 1, None)
    assert mails_to(EMAIL) == 1 and mail_standings.why_none(EMAIL) is NoMailBecause.BOUNCE
    invite_person(asking("by-name", now=NOW), "testmp", marcs_id())
    assert (mails_to(EMAIL), mail_standings.why_none(EMAIL)) == (2, None)
    assert states()["Marc"] is InvitationState.INVITED


def test_a_mail_that_is_sent_again_is_a_failure_no_more() -> None:
    a_town_with_a_family()
    invited()
    deliver_messages(
        {MessageKind.ACTIVATION: refusing},
        clock=lambda: NOW,
        budget=timedelta(seconds=9),
        given_up=note_undelivered_invitation,
    )
    assert states()["Marc"] is InvitationState.FAILED
    [put_aside] = outbox.given_up(None)
    send_again(UnsentMailAct(None, put_aside.message.value.id, "agent", "send-again", NOW))
    assert states()["Marc"] is InvitationState.INVITED


def test_the_failure_of_a_mail_that_was_replaced_says_nothing_of_the_newer_one() -> None:
    a_town_with_a_family()
    invited()
    [old] = messages("activation")
    invited()
    note_undelivered_invitation(old, NOW)
    assert states()["Marc"] is InvitationState.INVITED


def test_who_has_a_login_is_never_invited_to_a_second_one() -> None:
    a_town_with_a_family()
    code = invited()
    seen = marcs_id()
    invite_person(asking("before-he-opens", now=NOW), "testmp", seen)
    activate(EMAIL, activation_code(), PASSWORD, SHEET, visitor=HOME, idempotency_key="act", now=NOW)
    [marc] = [one for one in people_in("lisse", "testmp", now=NOW) if one.first_name == "Marc"]
    with pytest.raises(AlreadyActive):
        invite_person(asking(now=NOW), "testmp", marc.id)
    with pytest.raises(AlreadyActive):
        invite(EMAIL, [REF], by="agent", now=NOW)
    assert code != activation_code() and mails_to(EMAIL) == 2


def test_only_people_of_the_familys_file_are_invited() -> None:
    a_town_with_a_family()
    for family, person in (("testmp", "0" * 64), ("nobody", marcs_id()), ("testmp", "")):
        with pytest.raises(NotFound):
            invite_person(asking(), family, person)
    assert messages("activation") == []


def many_families(count: int) -> None:
    for place in range(count):
        someone = Guardian(Civility.MADAME, f"N{place:02}", "Une", f"une.{place:02}@famille.example")
        settle(
            a_family(f"f{place:02}", name=f"N{place:02}", children=(), guardians=(someone,), members=()), []
        )
        if place % 2 == 0:
            invite(
                f"une.{place:02}@famille.example", [FamilyRef("lisse", f"f{place:02}")], by="agent", now=NOW
            )


def test_all_of_a_state_are_invited_page_by_page_and_the_same_request_invites_nobody_twice() -> None:
    open_town()
    many_families(27)
    before = len(messages("activation"))
    first = invite_all(asking(), InvitationState.EXPIRED, after=None)
    assert first == InvitedPage(sent=13, failed=0, next="f24")
    assert invite_all(asking(), InvitationState.EXPIRED, after=None) == first
    second = invite_all(asking(), InvitationState.EXPIRED, after=first.next)
    assert second == InvitedPage(sent=1, failed=0, next=None)
    assert len(messages("activation")) - before == 14
    assert invite_all(asking("another"), InvitationState.EXPIRED, after=None).sent == 0
    found = people_page("lisse", after=None, now=LATER)
    assert [one.state for one in found.people[:2]] == [InvitationState.INVITED, InvitationState.TO_INVITE]


@pytest.mark.parametrize("noted", [True, False], ids=["noted in the file", "known by its address"])
def test_of_two_of_one_address_it_is_whose_login_it_opens(noted: bool) -> None:
    open_town()
    marc, julie = (replace(one, email=EMAIL) for one in a_family().guardians)
    settle(
        a_family(
            guardians=(replace(julie, account=None), replace(marc, account=MARC if noted else None)),
            members=(MARC,),
        )
    )
    if noted:
        an_account()
        assert states() == {"Julie": InvitationState.WITHOUT_ADDRESS, "Marc": InvitationState.ACTIVE}
    else:
        an_account(email="marc@ailleurs.example")
        assert states() == {"Julie": InvitationState.WITHOUT_ADDRESS, "Marc": InvitationState.ACTIVE}
    with pytest.raises(NotFound):
        invite_person(asking(), "testmp", marcs_id())


def test_a_parent_of_two_towns_is_invited_again_for_both() -> None:
    a_town_with_a_family()
    open_town(a_commune("val", name="Val", colour="teal"))
    settle(NOT_ACTIVATED, commune="val")
    invited(EMAIL, REF, FamilyRef("val", "testmp"))
    invite_person(asking(), "testmp", marcs_id())
    stored = read_one(activations.activation_key(EMAIL), Activation)
    assert stored is not None and stored.value.families == (REF, FamilyRef("val", "testmp"))


def test_a_login_that_the_file_names_no_more_is_shown_until_its_access_is_ended() -> None:
    open_town()
    settle()
    an_account()
    settle(replace(a_family(), guardians=a_family().guardians[1:]))
    marc, julie = people_in("lisse", "testmp", now=NOW)[::-1]
    assert (marc.id, marc.in_file, marc.email, marc.state) == (MARC, False, EMAIL, InvitationState.ACTIVE)
    assert (julie.id, julie.in_file) == (JULIE, True)
    end_access(EndAccess("lisse", "testmp", MARC, "agent", "end-marc", NOW))
    assert [one.id for one in people_in("lisse", "testmp", now=NOW)] == [JULIE]
