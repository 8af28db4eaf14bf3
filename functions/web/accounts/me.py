"""Who is logged in, for which families they act, and for which communes they work."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.accounts.mail_standing import MailStanding
from functions.domain.agents.staff import Staff
from functions.domain.availability.services_open_to import services_open_to
from functions.domain.families.access import acts_for
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.news.article import marks_of
from functions.domain.town.commune import Commune
from functions.french.messages.unsent import own_address_sentence
from functions.storage.accounts import mail_standings
from functions.storage.agents.staff import LoginAndCommunes, login_and_communes
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.web.accounts.types import Me, MeAccount, MeAgent, MeChild, MeCommune, MeEntry, MeFamily

_guessed: dict[FamilyRef, tuple[str, ...]] = {}
"""Which children each family had when this process last looked: their files are read with the family's, which alone says who they are."""
MOST_GUESSED = 2000


def me(known: LoginAndCommunes, *, now: datetime) -> Me:
    """One round trip, whatever the number of families and communes; a second for children of whom this process does not know yet."""
    login, employers = known
    account = login.value
    standing_key = mail_standings.standing_key(account.email)
    of_families = (
        key
        for ref in account.families
        for key in (
            keys.commune(ref.commune),
            keys.family(ref.commune, ref.family),
            keys.reglement_head(ref.commune),
        )
    )
    of_communes = (key for commune in employers for key in (keys.commune(commune), keys.staff(commune)))
    guessed = (keys.child(ref.commune, child) for ref in account.families for child in _guessed.get(ref, ()))
    found = read(dict.fromkeys((standing_key, *of_families, *of_communes, *guessed)))
    standing = found.get(standing_key, MailStanding)
    why = None if standing is None else standing.value.why
    told = None if why is None else own_address_sentence(why)
    return Me(
        MeAccount(account.email, account.first_name, account.civility, told),
        _entries(account, found, now=now),
        list(_agent_of(account.id, employers, found, now=now)),
    )


def me_of(account: str, *, now: datetime) -> Me:
    """The same for who has just signed in: one round trip more. Raises Unauthenticated."""
    return me(login_and_communes(account), now=now)


def _agent_of(account: str, employers: list[str], found: Found, *, now: datetime) -> Iterator[MeAgent]:
    for each in employers:
        commune, staff = found.get(keys.commune(each), Commune), found.get(keys.staff(each), Staff)
        if commune is None or staff is None:
            continue
        appointment = staff.value.appointed(account, on=commune.value.day_of(now))
        if appointment is not None:
            yield MeAgent(_commune(commune.value), list(appointment.roles), appointment.until)


def _commune(commune: Commune) -> MeCommune:
    return MeCommune(commune.id, commune.name, commune.colour)


def _entries(account: Account, found: Found, *, now: datetime) -> list[MeEntry]:
    known = []
    for ref in account.families:
        commune = found.get(keys.commune(ref.commune), Commune)
        family = found.get(keys.family(ref.commune, ref.family), Family)
        if commune is not None and family is not None and acts_for(account.id, family.value):
            known.append((commune.value, family.value))
    files = _files(found, known)
    return [
        _entry(
            town,
            whose,
            [file for child in whose.children if (file := files.get(keys.child(town.id, child))) is not None],
            found.get(keys.reglement_head(town.id), ReglementHead),
            now,
        )
        for town, whose in known
    ]


def _entry(
    commune: Commune, family: Family, files: list[Child], head: Stored[ReglementHead] | None, now: datetime
) -> MeEntry:
    named = [MeChild(child, name) for child, name in told_apart(files).items()]
    services: list[str] = []
    if head is not None:
        reglement = communes.reglement(commune.id, head.value.reglement)
        services += services_open_to(reglement, files, commune.day_of(now), resident=family.resident)
    marks = marks_of((child.school for child in files), services)
    return MeEntry(_commune(commune), MeFamily(family.id, family.name), named, marks)


def _files(found: Found, known: Iterable[tuple[Commune, Family]]) -> dict[Key, Child]:
    """The children of these families: those that were guessed, and the others."""
    wanted: dict[Key, None] = {}
    if len(_guessed) > MOST_GUESSED:
        _guessed.clear()
    for commune, family in known:
        _guessed[FamilyRef(commune.id, family.id)] = family.children
        wanted |= dict.fromkeys(keys.child(commune.id, child) for child in family.children)
    left = read(key for key in wanted if found.item(key) is None)
    files = {key: found.get(key, Child) or left.get(key, Child) for key in wanted}
    return {key: stored.value for key, stored in files.items() if stored is not None}
