"""Letters on paper for those whom no mail reaches, and what they do with the code."""

from datetime import datetime
from io import BytesIO
from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain import retention
from functions.domain.families.family import Civility
from functions.storage.town import communes
from functions.usecases.accounts.claim_letter import LetterClaim, claim_letter
from functions.usecases.accounts.throttle import place_of
from functions.usecases.families.make_letters import FamilyLetter, LettersAsked, make_letters
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.callers.agents import SECRETARY, Agent
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.callers.fresh_factor import check_fresh_factor
from functions.web.families.invitation_routes import INVITATIONS

routes = Routes(Blueprint(__name__))


class LettersWanted(Struct):
    """`family`: one; else a page of those in which nobody has an address. `after`: the `next` of the answer before."""

    act: Literal["print"]
    family: Id | None = None
    after: Id | None = None


class LetterPrinted(Struct):
    """`code`: in groups, as it is typed. `link` carries it; `picture`: the link as a QR code, an SVG."""

    family: str
    family_name: str
    civility: Civility
    name: str
    address: list[str]
    code: str
    page: str
    link: str
    picture: str


class TownOfLetters(Struct):
    name: str
    service: str
    address: list[str]
    phone: str
    email: str
    opening_hours: str


class LettersPrinted(Struct):
    """`until`: when the codes end."""

    letters: list[LetterPrinted]
    town: TownOfLetters
    until: datetime
    next: str | None


class LetterAddress(Struct):
    code: Annotated[str, Meta(min_length=1, max_length=64)]
    email: Annotated[str, Meta(pattern=r"^\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$", max_length=254)]


class InvitationOnItsWay(Struct):
    sentence: str


@routes.route(
    "POST", f"{INVITATIONS}/letters", SECRETARY, takes=LettersWanted, answers=LettersPrinted, keyed=True
)
def print_letters(caller: Agent, asked: LettersWanted) -> LettersPrinted:
    """Letters with a code each, to be printed: they are kept nowhere. Those of many families open many logins: the phone's code is asked again."""
    ask = caller.ask
    if asked.family is None:
        check_fresh_factor(caller)
    wanted = LettersAsked(
        caller.commune, asked.family, asked.after, caller.account, ask.idempotency_key, ask.now
    )
    made = make_letters(wanted)
    town = communes.commune(caller.commune)
    contact = town.contact
    return LettersPrinted(
        [_printed(letter, ask.origin) for letter in made.letters],
        TownOfLetters(
            town.name,
            contact.service,
            [contact.line1, f"{contact.postcode} {contact.city}".strip()],
            contact.phone,
            contact.email,
            contact.opening_hours,
        ),
        (ask.now + retention.INVITATION_OPEN).astimezone(town.clock),
        made.next,
    )


@routes.route(
    "POST",
    "/activation/letters",
    ANYONE,
    takes=LetterAddress,
    answers=InvitationOnItsWay,
    status=202,
    keyed=True,
)
def give_address(caller: Anyone, asked: LetterAddress) -> InvitationOnItsWay:
    """Who has a letter gives an address, and the invitation is mailed to it."""
    ask = caller.ask
    claim_letter(LetterClaim(asked.code, asked.email, place_of(ask.source_ip), ask.now))
    return InvitationOnItsWay(
        "Un e-mail vient de partir : ouvrez-le, et suivez son lien pour créer votre compte."
    )


def _printed(letter: FamilyLetter, origin: str) -> LetterPrinted:
    address = letter.family.address
    page = f"{origin}/lettre/"
    link = f"{page}#code={letter.code}"
    lines = [address.line1, address.line2, f"{address.postcode} {address.city}".strip()]
    return LetterPrinted(
        letter.family.id,
        letter.family.name,
        letter.guardian.civility,
        f"{letter.guardian.first_name} {letter.guardian.last_name}",
        [line for line in lines if line],
        "-".join(letter.code[place : place + 4] for place in range(0, len(letter.code), 4)).upper(),
        page,
        link,
        _picture(link),
    )


def _picture(link: str) -> str:
    import segno

    out = BytesIO()
    segno.make(link, error="m").save(out, kind="svg", border=2, xmldecl=False, omitsize=True)
    return out.getvalue().decode()
