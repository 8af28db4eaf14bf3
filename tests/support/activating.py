"""Opening a login from an invitation."""

from datetime import timedelta

from functions.domain.accounts.activation import FamilySheet
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.log_in import SessionOpened, Visitor
from tests.support.accounts import EMAIL, HOME, PASSWORD, SHEET
from tests.support.builders import NOW

JULIE = "julie@famille.example"


def opened(
    code: str,
    *,
    email: str = EMAIL,
    password: str = PASSWORD,
    given: FamilySheet = SHEET,
    key: str = "first-key",
    visitor: Visitor = HOME,
    later: timedelta = timedelta(0),
) -> SessionOpened:
    return activate(email, code, password, given, visitor=visitor, idempotency_key=key, now=NOW + later)
