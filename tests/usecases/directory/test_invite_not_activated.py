"""All who have opened nothing are invited in one act, as many as was said before, and none twice."""

from datetime import timedelta

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.families.family import Civility, Guardian
from functions.french.families.access import counts_sentence
from functions.usecases.accounts.invite import invite
from functions.usecases.families import invite_people
from functions.usecases.families.invite_people import (
    InvitationCounts,
    Inviting,
    count_invitations,
    invite_not_activated,
)
from functions.usecases.messages.note_mail_return import note_mail_return
from tests.support.accounts import messages
from tests.support.builders import NOW, a_family, open_town, settle

pytestmark = pytest.mark.usefixtures("table")


def a_town() -> None:
    """One family with logins; four without: two people to invite, one, one whose invitation runs, nobody with an address."""
    open_town()
    settle()
    addresses = (("a1", "a2"), ("b1",), ("c1",), ())
    for number, own in enumerate(addresses):
        guardians = tuple(
            Guardian(Civility.MADAME, "Autre", one, f"{one}@famille.example") for one in own
        ) or (Guardian(Civility.MADAME, "Autre", "Sans"),)
        settle(a_family(f"autre{number}", name="Autre", guardians=guardians, children=(), members=()), [])
    invite("c1@famille.example", [FamilyRef("lisse", "autre2")], by="agent", now=NOW)


def invited(key: str) -> tuple[int, int]:
    """Sent and failed, page after page."""
    sent = failed = 0
    after: str | None = None
    while True:
        done = invite_not_activated(Inviting("lisse", "agent", key, NOW), after=after)
        sent, failed, after = sent + done.sent, failed + done.failed, done.next
        if after is None:
            return sent, failed


def test_as_many_are_invited_as_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invite_people, "PAGE", 2)
    a_town()
    assert count_invitations("lisse", now=NOW) == InvitationCounts(4, 3, 1, 1, 0)
    assert invited("first") == (3, 0)
    assert len(messages("activation")) == 4
    assert count_invitations("lisse", now=NOW) == InvitationCounts(4, 0, 4, 1, 0)
    assert invited("second") == (0, 0), "whoever has an invitation that runs is left"
    later = NOW + timedelta(days=31)
    assert count_invitations("lisse", now=later) == InvitationCounts(4, 4, 0, 1, 0)


def test_an_address_that_receives_nothing_is_not_counted_among_those_invited() -> None:
    a_town()
    invited("first")
    note_mail_return(MailReturn("b1@famille.example", NoMailBecause.BOUNCE, NOW), now=NOW)
    later = NOW + timedelta(days=31)
    found = count_invitations("lisse", now=later)
    assert (found.mails, found.silent, found.without_address) == (3, 1, 1)
    said = counts_sentence(found.families, found.mails, found.waiting, found.without_address, found.silent)
    assert "3 invitations partiront. Une adresse ne reçoit plus nos e-mails : appelez cette famille." in said


def test_the_numbers_are_said_before() -> None:
    assert counts_sentence(0, 0, 0, 0) == "Toutes les familles ont ouvert leur compte."
    assert counts_sentence(1, 1, 0, 0) == (
        "Une famille n’a pas encore ouvert son compte. Une invitation partira."
    )
    assert counts_sentence(4, 3, 2, 2).endswith(
        "elles n’en recevront pas d’autre. 2 familles n’ont pas d’adresse e-mail : une lettre peut la leur demander."
    )
