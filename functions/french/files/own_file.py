"""*Mon dossier*: what the town has written down of a family, as its parents read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.accounts.invitation_state import InvitationState
from functions.domain.families.family import Address, Child, Family, QuotientFamilial
from functions.domain.papers.papers import LAPSES_SOON, PaperLine, PaperStanding
from functions.french.words.dates import date_full, date_hour, school_year_name
from functions.french.words.quotient_sources import SOURCES
from functions.french.words.spaces import spaced

NOTHING = "rien de noté"
FOLLOWS = {
    InvitationState.ACTIVE: "suit le dossier",
    InvitationState.INVITED: "invitation envoyée",
    InvitationState.EXPIRED: "invitation expirée",
    InvitationState.FAILED: "l’invitation n’a pas pu être remise",
}
"""Of a responsable; of whoever else has no login."""
NO_LOGIN = "pas encore de compte"


@dataclass(frozen=True, slots=True)
class OwnFact:
    """`paper`: the code of a paper that may be sent now; else empty. `whom`: the responsable whom it is about; else empty.
    `brief`: of the first of a section that is told as a whole where it is folded."""

    label: str
    value: str
    paper: str = ""
    whom: str = ""
    brief: str = ""


IN_BRIEF = ("Nom de la famille", "Adresse", "Téléphone", "École et classe")
"""What needs no label to be understood."""
OF_SAFETY = (
    "Ne vient pas chercher l’enfant",
    "Peut venir chercher l’enfant",
    "Allergies",
    "PAI",
    "Menu",
    "Sortie",
)
"""A mistake in these harms a child: whoever confirms the file has them before their eyes, also where it is folded."""


def brief(section: str, label: str, value: str) -> str:
    """What the folded section says of a fact; empty where it leaves it to who unfolds it."""
    if label in OF_SAFETY:
        return f"{label} : {value}"
    return value if label in IN_BRIEF or section in ("quotient", "reglement") else ""


def confirmed_sentence(year: int, at: datetime, *, mine: bool, today: date) -> str:
    by = "par vous" if mine else "par un autre parent"
    return spaced(f"Dossier {school_year_name(year)} confirmé {by}, {date_hour(at, today=today)}.")


def taken_up_sentence(year: int, on: date, *, mine: bool) -> str:
    by = "par vous" if mine else "par un autre parent"
    return f"Repris du dossier {school_year_name(year)}, confirmé {by} le {date_full(on)}."


def still_waiting(count: int) -> str:
    """Beside the confirmation; empty where nothing waits."""
    if not count:
        return ""
    subject = "Une correction attend" if count == 1 else f"{count} corrections attendent"
    return f"{subject} encore la réponse de la mairie."


def waiting_comprised(count: int) -> str:
    """Before the file is confirmed: what « Tout est exact » says of what waits."""
    if not count:
        return ""
    if count == 1:
        return spaced(
            "Votre correction en attente est comprise : vous confirmez le dossier avec elle, et la mairie doit encore l’accepter."
        )
    return spaced(
        f"Vos {count} corrections en attente sont comprises : vous confirmez le dossier avec elles, et la mairie doit encore les accepter."
    )


def waiting_sentence(label: str, before: str, after: str, by: str) -> str:
    """`by`: who asked it, where it is another parent: whoever asks for the same field after them takes the place of what they asked."""
    other = f" ({by} l’a déjà demandé : si vous corrigez la même ligne, votre demande remplace la sienne)"
    said = f"{label[:1].upper()}{label[1:]} : {before or 'rien'} → {after or 'rien'}"
    return spaced(said + (other if by else ""))


def asked_when(on: date, by: str) -> str:
    """`by`: who asked it, where it is another parent; else empty."""
    return f"Demandé{f' par {by}' if by else ''} le {date_full(on)}"


def value_with_asked(value: str, when: str, text: str) -> str:
    """« 01 99 00 56 78. Demandé le 21 août 2027 : 06 39 98 00 01. La mairie n’a pas encore répondu. »"""
    return spaced(f"{value}. {when} : {text}. La mairie n’a pas encore répondu.")


def brief_with_asked(value: str, text: str) -> str:
    return spaced(f"{value}, demandé : {text}") if value else ""


OTHER_PARENT = "un autre parent"


CORRECTION_SENT = "Votre correction est envoyée. Elle est prise en compte dès que la mairie l’accepte."
INVITED = "L’invitation est partie à l’adresse que la mairie connaît. Son lien sert pendant trente jours."
NOTHING_TO_CORRECT = "Le dossier le dit déjà : il n’y a rien à demander à la mairie."


def for_town(year: int, at: datetime | None) -> str:
    """The same in the file that the town reads. `at`: None where nobody confirmed it."""
    said = "pas encore confirmé par la famille" if at is None else f"confirmé le {date_full(at.date())}"
    return f"dossier {school_year_name(year)} {said}"


def address_lines(address: Address) -> str:
    parts = (address.line1, address.line2, f"{address.postcode} {address.city}".strip())
    return ", ".join(part for part in parts if part) or NOTHING


def family_facts(family: Family, states: Sequence[InvitationState]) -> Iterator[OwnFact]:
    """`states`: of each responsable, in the order of the file. No address of another is told."""
    yield OwnFact("Nom de la famille", family.name)
    yield OwnFact("Adresse", address_lines(family.address))
    yield OwnFact("Téléphone", family.phone or NOTHING)
    for guardian, state in zip(family.guardians, states, strict=True):
        name = f"{guardian.first_name} {guardian.last_name}"
        yield OwnFact("Responsable", f"{name} ({FOLLOWS.get(state, NO_LOGIN)})", whom=name)


def child_facts(child: Child, school: str | None) -> Iterator[OwnFact]:
    yield OwnFact("Date de naissance", date_full(child.birth_date))
    place = [part for part in (school, child.school_class) if part]
    yield OwnFact("École et classe", ", ".join(place) or NOTHING)


def paper_said(line: PaperLine) -> str:
    """How a paper stands, for those who are asked for it."""
    if line.given is not None:
        return "envoyé, la mairie le vérifie"
    if line.standing is PaperStanding.ACCEPTED:
        until = None if line.paper is None else line.paper.until
        return "bon sans limite de date" if until is None else f"bon jusqu’au {date_full(until)}"
    if line.standing is PaperStanding.EXPIRED and line.paper is not None and line.paper.until is not None:
        return f"périmé depuis le {date_full(line.paper.until)}"
    if line.standing is PaperStanding.REFUSED and line.paper is not None:
        return spaced(f"refusé : {line.paper.reason}")
    return "à donner" if line.kind.required else "facultatif"


def paper_in_file(line: PaperLine, today: date) -> str:
    """The same among the documents of *Mon dossier*: what there is to do with it, or why there is nothing now."""
    said = paper_said(line)
    if line.given is not None:
        return spaced(f"{said} : rien à faire d’ici là")
    if line.is_wanted(today):
        return (
            said
            if line.kind.required or line.standing is not PaperStanding.MISSING
            else f"{said}, si vous l’avez"
        )
    until = None if line.paper is None else line.paper.until
    if until is None:
        return spaced(f"{said} : rien à envoyer")
    return spaced(f"{said} : le suivant s’envoie à partir du {date_full(until - LAPSES_SOON)}")


def paper_to_send(title: str, line: PaperLine) -> str:
    return spaced(f"{title} : {paper_said(line)}.")


def quotient_facts(
    current: QuotientFamilial | None, coming: Sequence[QuotientFamilial] = ()
) -> Iterator[OwnFact]:
    """`coming`: those that are noted and count from a later day."""
    if current is None:
        yield OwnFact("Quotient familial", "la mairie n’en connaît pas")
    else:
        yield OwnFact("Quotient familial", f"{current.value}, depuis le {date_full(current.since)}")
        source = "liste de la mairie" if current.source is None else SOURCES[current.source]
        yield OwnFact("D’après", f"{source} ({current.proof})" if current.proof else source)
    for one in sorted(coming, key=lambda each: each.since):
        yield OwnFact(
            "À venir",
            f"{one.value}, à partir du {date_full(one.since)} (ce qui est déjà réservé garde son prix)",
        )


OLD_QUOTIENT = "Votre quotient familial a plus d’un an : envoyez le nouveau à la mairie."
NO_QUOTIENT = "La mairie ne connaît pas votre quotient familial."
TO_ACCEPT = "Le règlement est à accepter."
ACCEPTED = "accepté"
NOT_ASKED = "la mairie ne demande pas de l’accepter"
