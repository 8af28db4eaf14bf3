"""What two parents corrected of their family's file when they opened their login this week."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation, FamilySheet
from functions.domain.families.family import Address, QuotientSource
from functions.domain.families.file_corrections import QuotientWish
from functions.storage.accounts import activations
from functions.storage.table.reading import read_one
from functions.usecases.accounts.activate import activate, check_invitation
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.log_in import Visitor
from functions.usecases.accounts.mailed_codes import Purpose, code_of
from infra.demo.morning.parents import Parent, SentFile
from infra.demo.morning.questions import PHOTO
from infra.demo.people import Household

PASSED = timedelta(hours=11)


def _moved(sheet: FamilySheet) -> FamilySheet:
    return replace(
        sheet, address=Address("12 ter chemin du Bief", "99120", "Aubray-sur-Lisse"), phone="06 39 98 55 41"
    )


def _spelled(sheet: FamilySheet) -> FamilySheet:
    first, *others = sheet.children
    return replace(sheet, children=(replace(first, first_name="Anne-Lou"), *others))


CORRECTED: Sequence[Callable[[FamilySheet], FamilySheet]] = (_moved, _spelled)


def new_quotient(parent: Parent, now: datetime) -> None:
    """As the CAF counted it again after a birth."""
    at = now - timedelta(minutes=38)
    first = at.date().replace(day=1)
    parent.tell_quotient(
        QuotientWish(512, first, QuotientSource.CAF), SentFile("attestation-caf.jpg", PHOTO.read_bytes()), at
    )


def corrections(commune: str, homes: Sequence[Household], password: str, *, by: str, now: datetime) -> None:
    """By the parent of the family who has no login yet."""
    two_parents = (home for home in homes if len(home.family.guardians) > 1)
    for number, (home, corrected) in enumerate(zip(two_parents, CORRECTED, strict=False), start=1):
        email = home.family.guardians[0].email
        assert email is not None, "every parent of the demo has an address"
        at = now - PASSED * number
        invite(email, [FamilyRef(commune, home.family.id)], by=by, now=at - timedelta(days=2))
        invitation = read_one(activations.activation_key(email), Activation)
        assert invitation is not None, "it was written above"
        code = code_of(Purpose.ACTIVATION, invitation.value.issue)
        visitor = Visitor(place=f"demo-{email}", device="Safari sur iPhone")
        sheet = check_invitation(email, code, visitor=visitor, now=at).sheet
        activate(
            email, code, password, corrected(sheet), visitor=visitor, idempotency_key=uuid4().hex, now=at
        )
