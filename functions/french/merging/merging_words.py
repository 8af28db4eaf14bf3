"""The two files side by side, what becomes of everything, and what stands in the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from functions.domain.families.family import Child, Family, Guardian
from functions.domain.merging.merge import MergeObstacle
from functions.domain.merging.merged_family import only_of_other
from functions.domain.safety.child_safety import ChildSafety
from functions.french.words.counts import counted
from functions.french.words.dates import date_full
from functions.french.words.money import euros
from functions.french.words.parties import address

OBSTACLES: dict[MergeObstacle, str] = {
    MergeObstacle.PAYMENT: "Un paiement en ligne est en cours. Attendez la réponse du service de paiement, puis recommencez.",
    MergeObstacle.HOLD: "Des places sont gardées en attendant un paiement. Attendez que le délai pour payer soit passé.",
    MergeObstacle.RUN: "Les factures d’une période sont en train d’être émises. Attendez qu’elles le soient.",
    MergeObstacle.MERGING: "Une autre réunion de l’un de ces dossiers n’est pas terminée. Terminez-la d’abord.",
    MergeObstacle.OTHER_HOME: (
        "Un enfant dit « le même » a aussi un autre foyer. Dites que ce sont deux fiches, ou réunissez d’abord les dossiers de ses foyers."
    ),
}

LABELS = {
    "name": "Nom de la famille",
    "address": "Adresse",
    "phone": "Téléphone",
    "resident": "Habite la commune",
    "quotient": "Quotient familial",
}

_SHOWN: dict[str, Callable[[Family], str]] = {
    "name": lambda family: family.name,
    "address": lambda family: ", ".join(address(family.address)) if family.address.line1 else "",
    "phone": lambda family: family.phone,
    "resident": lambda family: "oui" if family.resident else "non",
    "quotient": lambda family: _quotient(family),
}


def differences(kept: Family, other: Family) -> Iterator[tuple[str, str, str, str]]:
    """(field, label, what the kept file says, what the other says) of each field on which they differ. What one of them alone says stays."""
    for field, shown in _SHOWN.items():
        mine, theirs = shown(kept), shown(other)
        if mine and theirs and mine != theirs:
            yield field, LABELS[field], mine, theirs


def both_phones(mine: str, theirs: str) -> str:
    return f"Les deux : {mine} / {theirs}"


def dropped(value: str) -> str:
    """What choosing the other value does to this one."""
    return f"« {value} » ne sera plus dans le dossier."


def joining(kept: Family, other: Family) -> list[str]:
    """What the other file alone says of the family: « le téléphone 06 39 98 00 07 »."""
    return [f"{_JOINS[field]} {_SHOWN[field](other)}" for field in only_of_other(kept, other)]


_JOINS = {"address": "l’adresse", "phone": "le téléphone", "quotient": "le quotient"}


def sheet_words(name: str, mine: ChildSafety, theirs: ChildSafety, after: ChildSafety) -> str:
    """Of a child who has a safety sheet in both files. No word of what they say."""
    said = [
        f"Les deux fiches de sécurité de {name} n’en font qu’une : tout ce qui protège l’enfant et toutes les personnes nommées y restent."
    ]
    if theirs.diet not in ("", after.diet):
        said.append("Le menu est celui du dossier gardé.")
    if theirs.pai is not None and theirs.pai != after.pai:
        said.append("Le PAI est celui du dossier gardé.")
    if mine.leaves_alone != after.leaves_alone:
        said.append("L’enfant ne rentre plus sans adulte : l’autre dossier ne le permet pas.")
    said.append("Relisez-la ensuite.")
    return " ".join(said)


def person(guardian: Guardian) -> str:
    name = f"{guardian.first_name} {guardian.last_name}"
    return f"{name}, {guardian.email}" if guardian.email else f"{name}, sans adresse e-mail"


def full_name(child: Child) -> str:
    return f"{child.first_name} {child.last_name}"


def child_words(child: Child, schools: Mapping[str, str]) -> str:
    school = schools.get(child.school or "", "")
    parts = (f"naissance le {date_full(child.birth_date)}", school, child.school_class)
    return f"{full_name(child)}, " + ", ".join(part for part in parts if part)


SUMMARY = "Réunir les deux dossiers"
"""What the button says: what follows is told in numbers just above it."""
NOTHING_FOLLOWS = "Rien d’autre que ce que vous avez choisi ci-dessus."

_KINDS = (
    ("INVOICE", "facture", None),
    ("CREDIT_NOTE", "avoir émis", "avoirs émis"),
    ("ENCASHMENT", "paiement au guichet", "paiements au guichet"),
    ("PAYMENT", "paiement en ligne", "paiements en ligne"),
    ("THREAD", "échange avec la mairie", "échanges avec la mairie"),
    ("REQUEST", "correction demandée", "corrections demandées"),
    ("ASKED", "demande de réservation", "demandes de réservation"),
    ("PROOF", "justificatif à lire", "justificatifs à lire"),
    ("PAPER", "pièce", None),
)


def follows(
    kinds: Mapping[str, int], facts: Sequence[str], *, bookings: int, children: int, people: int, emails: int
) -> list[str]:
    """What comes to the kept file, in numbers; empty where the other holds nothing that it does not.

    `facts`: what the other file alone says of the family. `emails`: addresses of responsables of whom the kept file knew none.
    """
    return [
        *facts,
        *_counted_follows(kinds, bookings=bookings, children=children, people=people, emails=emails),
    ]


def _counted_follows(
    kinds: Mapping[str, int], *, bookings: int, children: int, people: int, emails: int
) -> list[str]:
    return [
        counted(number, word, plural)
        for number, word, plural in (
            (children, "enfant", None),
            (people, "responsable", None),
            (emails, "adresse e-mail", "adresses e-mail"),
            (bookings, "réservation à venir", "réservations à venir"),
            *((kinds.get(kind, 0), word, plural) for kind, word, plural in _KINDS),
        )
        if number
    ]


def remarks(
    kept: Family,
    sheets: Sequence[str],
    *,
    twice: int,
    owed_cents: int,
    credit_cents: int,
    logins: int,
    put_out: int,
) -> list[str]:
    """What whoever merges must know before."""
    said = [
        f"Un lien vers l’ancien dossier mènera à celui de {kept.name}, et la prochaine liste importée le mettra à jour aussi."
    ]
    if owed_cents:
        said.append(
            f"L’autre dossier doit {euros(owed_cents)} : ses factures se lisent et se paient dans le dossier gardé."
        )
    if credit_cents:
        said.append(f"Son avoir de {euros(credit_cents)} suit.")
    if twice:
        said.append(
            f"{counted(twice, 'jour')} à venir {'étaient réservés' if twice > 1 else 'était réservé'} deux fois pour le même enfant : "
            "une seule réservation reste, et la place de l’autre est rendue."
        )
    said += sheets
    if logins:
        said.append("Les parents gardent leur adresse et leur mot de passe : personne n’a à se reconnecter.")
    if put_out:
        said.append(
            "Une personne à qui l’accès a été retiré dans l’un des dossiers n’entre dans aucun des deux."
        )
    said.append("Une réunion ne se défait pas.")
    return said


def _quotient(family: Family) -> str:
    if not family.quotients:
        return ""
    last = max(family.quotients, key=lambda one: one.since)
    return f"{last.value}, depuis le {date_full(last.since)}"
