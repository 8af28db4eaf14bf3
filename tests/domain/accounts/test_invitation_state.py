"""How far somebody is on the way to a login: one state at each instant, whatever was written before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation, CodeUse
from functions.domain.accounts.invitation_state import (
    ASKED_AGAIN,
    CAN_BE_INVITED,
    InvitationState,
    invitation_state,
)
from tests.support.builders import NOW

REF, ELSEWHERE = FamilyRef("lisse", "testmp"), FamilyRef("val", "testmp")
SENT = Activation("marc@famille.example", "issue", (REF,), NOW)
USED = replace(SENT, use=CodeUse("account", "key", "request"))


@pytest.mark.parametrize(
    ("invitation", "said", "expected"),
    [
        (None, {}, InvitationState.TO_INVITE),
        (None, {"ended": True}, InvitationState.ENDED),
        (SENT, {}, InvitationState.INVITED),
        (SENT, {"ended": True}, InvitationState.INVITED),
        (SENT, {"unreachable": True}, InvitationState.FAILED),
        (replace(SENT, failed_at=NOW), {}, InvitationState.FAILED),
        (replace(SENT, families=(ELSEWHERE,)), {}, InvitationState.TO_INVITE),
        (USED, {}, InvitationState.TO_INVITE),
        (USED, {"ended": True}, InvitationState.ENDED),
        (SENT, {"active": True}, InvitationState.ACTIVE),
        (USED, {"active": True}, InvitationState.ACTIVE),
    ],
)
def test_one_state_is_told(
    invitation: Activation | None, said: dict[str, bool], expected: InvitationState
) -> None:
    told = {"active": False, "ended": False, **said}
    assert invitation_state("marc@famille.example", REF, invitation=invitation, now=NOW, **told) is expected


def test_an_invitation_expires_at_its_very_instant() -> None:
    def at(later: timedelta) -> InvitationState:
        return invitation_state(SENT.email, REF, active=False, ended=False, invitation=SENT, now=NOW + later)

    assert at(timedelta(days=30) - timedelta(seconds=1)) is InvitationState.INVITED
    assert at(timedelta(days=30)) is InvitationState.EXPIRED


def test_without_an_address_nobody_can_be_invited() -> None:
    told = invitation_state(None, REF, active=False, ended=False, invitation=None, now=NOW)
    assert told is InvitationState.WITHOUT_ADDRESS and told not in CAN_BE_INVITED


def test_a_list_writes_neither_to_who_was_put_out_nor_to_an_address_that_failed() -> None:
    assert {InvitationState.TO_INVITE, InvitationState.EXPIRED} == ASKED_AGAIN
    assert set(InvitationState) - CAN_BE_INVITED == {InvitationState.ACTIVE, InvitationState.WITHOUT_ADDRESS}
