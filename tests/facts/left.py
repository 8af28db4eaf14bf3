"""A responsable leaves the town's list. What they could still open is withdrawn; a login is ended by an act of its own (`ended.py`)."""

from dataclasses import replace

from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import InvitationState
from functions.storage.accounts import activations
from functions.storage.families import families
from functions.storage.table.reading import read_one
from functions.usecases.families.invite_people import people_page
from functions.usecases.families.read_people import people_in
from tests.facts.fact import Fact, Reader
from tests.support.accounts import EMAIL, an_account, invited
from tests.support.builders import MARC, NOW, a_family, open_town, settle

JULIES = "julie@famille.example"


def marc_acts_and_julie_is_invited() -> None:
    open_town()
    marc, julie = a_family().guardians
    settle(a_family(guardians=(marc, replace(julie, account=None)), members=(MARC,)))
    an_account()
    invited(JULIES)


def both_leave() -> None:
    settle(replace(families.family("lisse", "testmp").value, guardians=()))


def invitation() -> bool:
    found = read_one(activations.activation_key(JULIES), Activation)
    return found is not None and found.value.families != ()


def people() -> list[tuple[str | None, bool]]:
    return [(one.email, one.in_file) for one in people_in("lisse", "testmp", now=NOW)]


def followed() -> list[InvitationState]:
    return [one.state for one in people_page("lisse", after=None, now=NOW).people]


FACT = Fact(
    "left",
    prepare=marc_acts_and_julie_is_invited,
    tell=both_leave,
    # Who is on the list again is invited again: the link that was withdrawn does not come back.
    take_back=None,
    readers=(
        Reader(
            "the invitation that waits",
            ("usecases.families.register_family", "usecases.families.answer_file_corrections"),
            invitation,
            before=True,
            after=False,
        ),
        Reader(
            "the people of the family",
            ("usecases.families.read_people",),
            people,
            before=[(EMAIL, True), (JULIES, True)],
            after=[(EMAIL, False)],
        ),
        Reader(
            "the invitations that the town follows",
            ("usecases.families.invite_people",),
            followed,
            before=[InvitationState.ACTIVE, InvitationState.INVITED],
            after=[InvitationState.ACTIVE],
        ),
    ),
    sources=("usecases.families.follow_guardians",),
    unconcerned={
        "usecases.files.edit_family": "It tells it too: an agent takes a responsable out of the file by hand.",
    },
)
