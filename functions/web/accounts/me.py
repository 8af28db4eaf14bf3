"""Who is logged in, and for which families they act."""

from functions.domain.accounts.account import Account
from functions.domain.accounts.mail_standing import MailStanding
from functions.domain.families.access import acts_for
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.town.commune import Commune
from functions.french.messages.unsent import own_address_sentence
from functions.storage.accounts import accounts, mail_standings
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.web.accounts.types import Me, MeAccount, MeChild, MeCommune, MeEntry, MeFamily


def me(account_id: str) -> Me:
    """Three round trips, whatever the number of families. Raises Unauthenticated."""
    account = accounts.account(account_id).value
    standing_key = mail_standings.standing_key(account.email)
    found = read(
        [
            standing_key,
            *dict.fromkeys(
                key
                for ref in account.families
                for key in (keys.commune(ref.commune), keys.family(ref.commune, ref.family))
            ),
        ]
    )
    standing = found.get(standing_key, MailStanding)
    why = None if standing is None else standing.value.why
    told = None if why is None else own_address_sentence(why)
    return Me(MeAccount(account.email, account.first_name, account.civility, told), _entries(account, found))


def _entries(account: Account, found: Found) -> list[MeEntry]:
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
        MeEntry(
            MeCommune(commune.id, commune.name, commune.colour),
            MeFamily(family.id, family.name),
            [MeChild(child, name) for child, name in told_apart(_files(children, commune, family)).items()],
        )
        for commune, family in known
    ]


def _files(found: Found, commune: Commune, family: Family) -> list[Child]:
    files = (found.get(keys.child(commune.id, child), Child) for child in family.children)
    return [stored.value for stored in files if stored is not None]
