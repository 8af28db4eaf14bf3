"""`python -m infra.families invitations`: who is invited, expired, failed, active; invite again. See
`docs/guides/suivre-les-familles.md`."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

from functions import wiring
from functions.domain.accounts.invitation_state import (
    CAN_BE_INVITED,
    AlreadyActive,
    InvitationState,
    NoAddress,
)
from functions.domain.errors import NotFound, Refusal
from functions.domain.families.guardians import same_address
from functions.french import refusals
from functions.french.families.access import STATES
from functions.french.words.dates import date_full
from functions.storage.town import communes
from functions.usecases.families.invite_people import Inviting, invite_all, invite_person, people_page
from functions.usecases.families.read_people import Person, people_in
from infra.families.access import name_of, told
from infra.families.naming import Refused, family_named
from infra.french import counted

BY = "command:families"
_WORDS = {
    "a-inviter": InvitationState.TO_INVITE,
    "invite": InvitationState.INVITED,
    "expire": InvitationState.EXPIRED,
    "echec": InvitationState.FAILED,
    "actif": InvitationState.ACTIVE,
    "termine": InvitationState.ENDED,
    "sans-adresse": InvitationState.WITHOUT_ADDRESS,
}


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="python -m infra.families invitations",
        description="Suivre les invitations des parents, et inviter de nouveau.",
    )
    made.add_argument("--commune", required=True)
    made.add_argument("--state", choices=sorted(_WORDS), help="seulement ceux-là")
    made.add_argument(
        "--family", help="une seule famille : son numéro, son identifiant ou le début de son nom"
    )
    made.add_argument("--email", help="une seule personne de cette famille")
    made.add_argument(
        "--send",
        action="store_true",
        help="inviter de nouveau ceux qui sont dans cet état, ou cette personne",
    )
    return made


def invitations(options: Namespace) -> Iterator[str]:
    """Raises Refused, and nothing is written."""
    state = None if options.state is None else _WORDS[options.state]
    if options.email is not None:
        yield from _one(options)
    elif options.send:
        yield from _all(options, state)
    else:
        yield from _listed(options.commune, _people(options), state)


def _people(options: Namespace) -> Iterator[Person]:
    now = wiring.now()
    if options.family is not None:
        yield from people_in(options.commune, family_named(options.commune, options.family).id, now=now)
        return
    after: str | None = None
    while True:
        page = people_page(options.commune, after=after, now=now)
        yield from page.people
        if page.next is None:
            return
        after = page.next


def _listed(commune: str, people: Iterator[Person], state: InvitationState | None) -> Iterator[str]:
    """Each person on a line, then how many there are of each state."""
    town = communes.commune(commune)
    counts: Counter[InvitationState] = Counter()
    for one in people:
        counts[one.state] += 1
        if state is None or one.state is state:
            since = f", invité le {date_full(town.day_of(one.invited_at))}" if one.invited_at else ""
            yield f"Famille {one.family_name} ({one.family}) : {told(one)}{since}."
    yield (
        " ; ".join(f"{STATES[each]} : {counts[each]}" for each in InvitationState if counts[each])
        or "Personne."
    )


def _one(options: Namespace) -> Iterator[str]:
    if options.family is None:
        raise Refused("Dites aussi la famille : --family.")
    family = family_named(options.commune, options.family)
    people = people_in(options.commune, family.id, now=wiring.now())
    found = [one for one in people if any(same_address(email, options.email) for email in one.emails)]
    if not found:
        raise Refused(f"Personne de cette famille n’a l’adresse « {options.email} » dans votre fichier.")
    if not options.send:
        yield from (f"{told(one)}." for one in found)
        return
    inviting = Inviting(options.commune, BY, uuid4().hex, wiring.now())
    try:
        invite_person(inviting, family.id, found[0].id)
    except (AlreadyActive, NoAddress, NotFound) as refused:
        raise Refused(_sentence(refused)) from None
    yield f"Une invitation part à {found[0].email} ({name_of(found[0])})."


def _all(options: Namespace, state: InvitationState | None) -> Iterator[str]:
    if state is None or state not in CAN_BE_INVITED - {InvitationState.ENDED}:
        raise Refused(
            "Dites qui inviter : --state a-inviter, invite, expire ou echec ; ou --family et --email."
        )
    if options.family is not None:
        raise Refused("Pour une seule famille, dites aussi la personne : --email.")
    inviting = Inviting(options.commune, BY, uuid4().hex, wiring.now())
    sent = failed = 0
    after: str | None = None
    while True:
        done = invite_all(inviting, state, after=after)
        sent, failed = sent + done.sent, failed + done.failed
        if done.next is None:
            break
        after = done.next
    yield f"{counted(sent, 'invitation envoyée', 'invitations envoyées')}."
    if failed:
        yield (
            f"{counted(failed, 'personne')} à laisser de côté : les mails à leur adresse reviennent (corrigez-la, ou invitez par le nom), "
            "ou leur invitation couvre déjà trop de familles."
        )


def _sentence(refused: Refusal) -> str:
    return refusals.sentence(refused.code, refused.data)
