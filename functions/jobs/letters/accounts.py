"""Letters about logins: invitations, passwords, addresses."""

from datetime import datetime
from urllib.parse import urlencode

from functions.domain.accounts.account import Account, AddressChange, Login, PasswordReset
from functions.domain.accounts.activation import Activation
from functions.domain.families.family import Family
from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.french.words.dates import date_long, listing
from functions.jobs.letters.letter import Letter, Write, account_of, text, towns_of
from functions.settings import settings
from functions.storage.accounts import accounts, activations
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.usecases.accounts.mailed_codes import Purpose, code_of


def _activation(message: Message, now: datetime) -> Letter | None:
    stored = read_one(activations.activation_key(text(message, "email")), Activation)
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
    communes = dict.fromkeys(one.commune for one in activation.families)
    towns = [town.value for id_ in communes if (town := found.get(keys.commune(id_), Commune)) is not None]
    if family is None or not towns:
        return None
    return Letter(
        activation.email,
        "activation",
        {
            "first_name": _first_name(family.value, activation.email),
            "towns": " et ".join(town.name for town in towns),
            "several": len(towns) > 1,
            "link": _link_with_code("/activation/", Purpose.ACTIVATION, activation.issue, activation.email),
            "until": date_long(towns[0].day_of(activation.expires_at)),
        },
        tuple(towns),
    )


def _password_reset(message: Message, now: datetime) -> Letter | None:
    email = text(message, "email")
    found = read([accounts.reset_key(email), accounts.login_key(email)])
    reset = found.get(accounts.reset_key(email), PasswordReset)
    login = found.get(accounts.login_key(email), Login)
    if reset is None or login is None or not reset.value.usable(now):
        return None
    account = accounts.account(login.value.account).value
    link = _link_with_code("/nouveau-mot-de-passe/", Purpose.RESET, reset.value.issue, account.email)
    data: dict[str, str | int | tuple[str, ...]] = {"first_name": account.first_name, "link": link}
    return Letter(account.email, "password_reset", data, towns_of(account))


def _address_change(message: Message, now: datetime) -> Letter | None:
    email = text(message, "email")
    found = read([accounts.address_change_key(email), accounts.login_key(email)])
    change = found.get(accounts.address_change_key(email), AddressChange)
    taken = found.get(accounts.login_key(email), Login) is not None
    if change is None or taken or change.value.issue != message.data["issue"] or not change.value.usable(now):
        return None
    account = accounts.account(change.value.account).value
    if change.value.credentials_version != account.credentials_version:
        return None  # The password or the address was replaced since: the code opens nothing.
    link = _link_with_code("/espace/compte/", Purpose.ADDRESS, change.value.issue, change.value.email)
    towns = towns_of(account)
    data: dict[str, str | int | tuple[str, ...]] = {
        "first_name": account.first_name,
        "link": link,
        "by_town": change.value.by_town,
        "until": date_long(towns[0].day_of(change.value.expires_at)) if towns else "",
    }
    return Letter(change.value.email, "address_change", data, towns)


def _address_changed(message: Message, now: datetime) -> Letter | None:
    account = account_of(message)
    return Letter(
        text(message, "email"),
        "address_changed",
        {
            "first_name": account.first_name,
            "calendar_renewed": _calendar_renewed(message),
            "passkeys_ended": _passkeys_ended(message),
        },
        towns_of(account),
    )


def _password_changed(message: Message, now: datetime) -> Letter | None:
    account = account_of(message)
    return Letter(
        account.email,
        "password_changed",
        {
            "first_name": account.first_name,
            "calendar_renewed": _calendar_renewed(message),
            "passkeys_ended": _passkeys_ended(message),
            "passkeys": f"{settings().origin}/espace/cles/",
            "calendar": f"{settings().origin}/espace/compte/#agenda",
            "link": f"{settings().origin}/mot-de-passe-oublie/",
        },
        towns_of(account),
    )


def _account_created(message: Message, now: datetime) -> Letter | None:
    """Also where a login that somebody had already now opens one more family."""
    account = account_of(message)
    towns = towns_of(account)
    return Letter(
        account.email,
        "account_created",
        {
            "first_name": account.first_name,
            "towns": listing([town.name for town in towns]),
            "email": account.email,
            "is_new": int(message.data.get("new", 1)),
            "link": f"{settings().origin}/espace/{_of_the_newest(account)}",
            "forgotten": f"{settings().origin}/mot-de-passe-oublie/",
        },
        towns,
    )


def _of_the_newest(account: Account) -> str:
    """The family that was opened last, for the screen to be about it."""
    return (
        f"?famille={account.families[-1].commune}/{account.families[-1].family}" if account.families else ""
    )


def _calendar_renewed(message: Message) -> int:
    return int(message.data.get("calendar_renewed", 0))


def _passkeys_ended(message: Message) -> int:
    return int(message.data.get("passkeys_ended", 0))


def _first_name(family: Family, email: str) -> str:
    known = (one.first_name for one in family.guardians if (one.email or "").casefold() == email.casefold())
    return next(known, "")


def _link_with_code(path: str, purpose: Purpose, issue: str, email: str) -> str:
    """The code is in the fragment: no server and no log of a proxy ever sees it."""
    fragment = urlencode({"code": code_of(purpose, issue), "adresse": email})
    return f"{settings().origin}{path}#{fragment}"


LETTERS: dict[MessageKind, Write] = {
    MessageKind.ACTIVATION: _activation,
    MessageKind.PASSWORD_RESET: _password_reset,
    MessageKind.ACCOUNT_CREATED: _account_created,
    MessageKind.ADDRESS_CHANGE: _address_change,
    MessageKind.ADDRESS_CHANGED: _address_changed,
    MessageKind.PASSWORD_CHANGED: _password_changed,
}
