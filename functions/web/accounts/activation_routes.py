"""*Création de compte*: what the town knows, for who has the mail, and the four steps sent back."""

from chalice.app import Blueprint

from functions.domain.town.commune import Commune
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.usecases.accounts.activate import Invitation, activate, check_invitation
from functions.web.accounts.me import me_of
from functions.web.accounts.routes import visitor
from functions.web.accounts.types import (
    Activating,
    ActivationSheet,
    AddressSheet,
    ChildFullName,
    CodeCheck,
    FamilyDetails,
    Me,
    MeCommune,
    PersonName,
)
from functions.web.api.endpoint import Reply, Routes
from functions.web.callers.asking import ANYONE, Anyone

routes = Routes(Blueprint(__name__))


@routes.route("POST", "/activation/check", ANYONE, takes=CodeCheck, answers=ActivationSheet)
def check_activation(caller: Anyone, asked: CodeCheck) -> ActivationSheet:
    """What the town knows of the family, for who has the invitation's code."""
    ask = caller.ask
    return _sheet(check_invitation(asked.email, asked.code, visitor=visitor(ask), now=ask.now))


@routes.route("POST", "/activation", ANYONE, takes=Activating, answers=Me, keyed=True)
def open_account(caller: Anyone, asked: Activating) -> Reply[Me]:
    """Open the login, or add the families to the one the address has; what was corrected reaches the town as a request."""
    ask = caller.ask
    opened = activate(
        asked.email,
        asked.code,
        asked.password,
        asked.sheet(),
        visitor=visitor(ask),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )
    return Reply(me_of(opened.account, now=ask.now), opened.cookie)


def _sheet(invitation: Invitation) -> ActivationSheet:
    shown, address = invitation.sheet, invitation.sheet.address
    ids = dict.fromkeys(file.ref.commune for file in invitation.files)
    found = read(keys.commune(commune) for commune in ids)
    communes = [found.get(keys.commune(commune), Commune) for commune in ids]
    return ActivationSheet(
        account_exists=invitation.login is not None,
        family=FamilyDetails(
            shown.name,
            AddressSheet(address.line1, address.line2, address.postcode, address.city),
            shown.phone,
        ),
        guardians=[PersonName(one.civility, one.last_name, one.first_name) for one in shown.guardians],
        children=[ChildFullName(one.last_name, one.first_name) for one in shown.children],
        communes=[
            MeCommune(one.value.id, one.value.name, one.value.colour) for one in communes if one is not None
        ],
    )
