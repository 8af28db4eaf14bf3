"""What each message says, and to whom: a template and its data, no more than a first name and a link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from functions.domain.accounts import Account, AddressChange, Login, PasswordReset
from functions.domain.activation import Activation
from functions.domain.commune import Commune
from functions.domain.families import Family
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.french.dates import date_long, date_short
from functions.settings import settings
from functions.storage import accounts, activations, keys
from functions.storage.reading import read, read_one
from functions.usecases.codes import Purpose, code_of


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    template: str
    """A file of `templates/mails`."""
    data: dict[str, str | int]


def letter(message: Message, *, now: datetime) -> Letter | None:
    """The letter of a message; None when there is nobody to write to, or nothing to say any more."""
    return _LETTERS[message.kind](message, now)


def _activation(message: Message, now: datetime) -> Letter | None:
    stored = read_one(activations.activation_key(_text(message, "email")), Activation)
    if stored is None or stored.value.issue != message.data["issue"]:
        return None  # A later invitation has a mail of its own.
    activation = stored.value
    if activation.use is not None or now >= activation.expires_at:
        return None
    ref = activation.families[0]
    found = read(
        [keys.family(ref.commune, ref.family), *(keys.commune(one.commune) for one in activation.families)]
    )
    family = found.get(keys.family(ref.commune, ref.family), Family)
    towns = dict.fromkeys(
        (town.value.name, town.value.timezone)
        for one in activation.families
        if (town := found.get(keys.commune(one.commune), Commune)) is not None
    )
    if family is None or not towns:
        return None
    timezone = next(iter(towns))[1]
    return Letter(
        activation.email,
        "activation",
        {
            "first_name": _first_name(family.value, activation.email),
            "towns": " et ".join(name for name, _ in towns),
            "several": len(towns) > 1,
            "link": _link_with_code("/activation/", Purpose.ACTIVATION, activation.issue, activation.email),
            "until": date_long(activation.expires_at.astimezone(ZoneInfo(timezone)).date()),
        },
    )


def _password_reset(message: Message, now: datetime) -> Letter | None:
    email = _text(message, "email")
    found = read([accounts.reset_key(email), accounts.login_key(email)])
    reset = found.get(accounts.reset_key(email), PasswordReset)
    login = found.get(accounts.login_key(email), Login)
    if reset is None or login is None or not reset.value.usable(now):
        return None
    account = accounts.account(login.value.account).value
    link = _link_with_code("/nouveau-mot-de-passe/", Purpose.RESET, reset.value.issue, account.email)
    return Letter(account.email, "password_reset", {"first_name": account.first_name, "link": link})


def _address_change(message: Message, now: datetime) -> Letter | None:
    email = _text(message, "email")
    found = read([accounts.address_change_key(email), accounts.login_key(email)])
    change = found.get(accounts.address_change_key(email), AddressChange)
    taken = found.get(accounts.login_key(email), Login) is not None
    if change is None or taken or change.value.issue != message.data["issue"] or not change.value.usable(now):
        return None
    account = accounts.account(change.value.account).value
    link = _link_with_code("/espace/compte/", Purpose.ADDRESS, change.value.issue, change.value.email)
    return Letter(change.value.email, "address_change", {"first_name": account.first_name, "link": link})


def _address_changed(message: Message, now: datetime) -> Letter | None:
    account = _account(message)
    return Letter(_text(message, "email"), "address_changed", {"first_name": account.first_name})


def _password_changed(message: Message, now: datetime) -> Letter | None:
    account = _account(message)
    link = f"{settings().origin}/mot-de-passe-oublie/"
    return Letter(account.email, "password_changed", {"first_name": account.first_name, "link": link})


def _bookings_validated(message: Message, now: datetime) -> Letter | None:
    account, town = _account(message), _town(message)
    line = read_one(keys.journal(*_family(message), _text(message, "act")), JournalLine)
    if line is None:
        return None
    return Letter(
        account.email,
        "bookings_validated",
        {
            "first_name": account.first_name,
            "town": town.name,
            "reserved": _days(line.value.detail.get("reserved")),
            "cancelled": _days(line.value.detail.get("cancelled")),
            "link": _family_link("/espace/reservations/", message),
        },
    )


def _invoice_issued(message: Message, now: datetime) -> Letter | None:
    account, town = _account(message), _town(message)
    due_on = date.fromisoformat(_text(message, "due_on"))
    return Letter(
        account.email,
        "invoice_issued",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": _text(message, "number"),
            "due_on": f"{date_short(due_on)} {due_on.year}",
            "link": _family_link("/espace/facture/", message, id=_text(message, "invoice")),
        },
    )


def _payment_received(message: Message, now: datetime) -> Letter | None:
    account, town = _account(message), _town(message)
    return Letter(
        account.email,
        "payment_received",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": _text(message, "number"),
            "credited": int(message.data.get("credited_cents", 0)),
            "link": _family_link("/espace/recu/", message, id=_text(message, "invoice")),
        },
    )


_LETTERS: dict[MessageKind, Callable[[Message, datetime], Letter | None]] = {
    MessageKind.ACTIVATION: _activation,
    MessageKind.PASSWORD_RESET: _password_reset,
    MessageKind.ADDRESS_CHANGE: _address_change,
    MessageKind.ADDRESS_CHANGED: _address_changed,
    MessageKind.PASSWORD_CHANGED: _password_changed,
    MessageKind.BOOKINGS_VALIDATED: _bookings_validated,
    MessageKind.INVOICE_ISSUED: _invoice_issued,
    MessageKind.PAYMENT_RECEIVED: _payment_received,
}


def _text(message: Message, name: str) -> str:
    return str(message.data[name])


def _account(message: Message) -> Account:
    return accounts.account(_text(message, "account")).value


def _family(message: Message) -> tuple[str, str]:
    if message.commune is None or message.family is None:
        raise ValueError(message.kind.value)
    return message.commune, message.family


def _town(message: Message) -> Commune:
    found = read_one(keys.commune(_family(message)[0]), Commune)
    if found is None:
        raise ValueError(message.kind.value)
    return found.value


def _first_name(family: Family, email: str) -> str:
    known = (one.first_name for one in family.guardians if (one.email or "").casefold() == email.casefold())
    return next(known, "")


def _days(by_child: object) -> int:
    """How many bookings a journal line tells of: child → service → day → cents."""
    if not isinstance(by_child, dict):
        return 0
    return sum(len(days) for services in by_child.values() for days in services.values())


def _link_with_code(path: str, purpose: Purpose, issue: str, email: str) -> str:
    """The code is in the fragment: no server and no log of a proxy ever sees it."""
    fragment = urlencode({"code": code_of(purpose, issue), "adresse": email})
    return f"{settings().origin}{path}#{fragment}"


def _family_link(path: str, message: Message, **query: str) -> str:
    """`famille` says for which family the screen opens, for a parent who has several."""
    commune, family = _family(message)
    return f"{settings().origin}{path}?{urlencode({**query, 'famille': f'{commune}/{family}'}, safe='/')}"
