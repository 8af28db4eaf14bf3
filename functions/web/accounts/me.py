"""Who is logged in, for which families they act, and for which communes they work."""

from collections.abc import Iterator
from datetime import datetime

from functions.domain.accounts.account import Account
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
from functions.storage.agents import staff as staffs
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.web.accounts.types import Me, MeAccount, MeAgent, MeChild, MeCommune, MeEntry, MeFamily


def me(account_id: str, *, now: datetime) -> Me:
    """Three round trips, whatever the number of families and communes. Raises Unauthenticated."""
    login, employers = staffs.login_and_communes(account_id)
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
    found = read(dict.fromkeys((standing_key, *of_families, *of_communes)))
    standing = found.get(standing_key, MailStanding)
    why = None if standing is None else standing.value.why
    told = None if why is None else own_address_sentence(why)
    return Me(
        MeAccount(account.email, account.first_name, account.civility, told),
        _entries(account, found, now=now),
        list(_agent_of(account.id, employers, found, now=now)),
    )


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
    children = read(
        dict.fromkeys(keys.child(commune.id, child) for commune, family in known for child in family.children)
    )
    return [
        _entry(
            town,
            whose,
            _files(children, town, whose),
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


def _files(found: Found, commune: Commune, family: Family) -> list[Child]:
    files = (found.get(keys.child(commune.id, child), Child) for child in family.children)
    return [stored.value for stored in files if stored is not None]
