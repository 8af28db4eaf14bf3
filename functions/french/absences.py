"""What is billed of an absence, said once: on the spot when it is declared, and again on the invoice."""

from functions.domain.absence_rules import Because, Proof
from functions.domain.declared import Motive, NotAccepted
from functions.french.dates import MONTHS
from functions.french.spaces import spaced

MOTIVES: dict[str, str] = {
    Motive.ILLNESS: "maladie",
    Motive.FAMILY: "raison familiale",
    Motive.OTHER: "autre raison",
}
_PROOFS = {
    Proof.CERTIFICATE: "Absence avec un justificatif",
    Proof.SELF_DECLARATION: "Absence avec une attestation sur l’honneur",
    Proof.NONE: "Absence déclarée",
}
NOT_ACCEPTED: dict[NotAccepted, str] = {
    NotAccepted.ILLEGIBLE: "La mairie n’a pas pu lire le justificatif : envoyez-le à nouveau.",
    NotAccepted.OTHER_CHILD: "La mairie n’a pas accepté le justificatif : il concerne un autre enfant.",
    NotAccepted.OTHER_DAYS: "La mairie n’a pas accepté le justificatif : il ne couvre pas ces jours-là.",
    NotAccepted.NOT_A_PROOF: "La mairie n’a pas accepté ce document comme justificatif.",
    NotAccepted.REASON_UNFOUNDED: "La mairie n’a pas retenu la raison de l’absence.",
}


def reason_word(reason: str) -> str:
    """A word of the town's as it is, a motive in French."""
    return MOTIVES.get(reason, reason)


def outcome(because: Because, *, proof: Proof = Proof.NONE, word: str = "", credited_in: str = "") -> str:
    """Whether a missed day is billed, and why, in one sentence. `credited_in`: the month whose invoice it comes off."""
    said = reason_word(word)
    about = f" ({said})" if said else ""
    later = (
        f" : elle sera déduite de la facture {_of(credited_in)}"
        if credited_in
        else " : elle n’est pas facturée"
    )
    match because:
        case Because.TOWN:
            ending = (
                f"il sera déduit de la facture {_of(credited_in)}" if credited_in else "il n’est pas facturé"
            )
            sentence = f"La mairie a annulé le service ce jour-là{about} : {ending}."
        case Because.FREE_REASON:
            sentence = f"Absence pour une raison que le règlement ne facture pas{about}{later}."
        case Because.PROVEN:
            sentence = f"{_PROOFS[proof]}{later}."
        case Because.CARENCE:
            sentence = "Absence : ce jour est dans le délai de carence du règlement, il reste facturé."
        case Because.NOT_PROVEN:
            sentence = "Absence sans le justificatif que demande le règlement, ou trop courte pour lui : elle reste facturée."
        case Because.DECLARED_LATE:
            sentence = "Absence déclarée après l’heure limite : elle reste facturée."
        case Because.REFUSED:
            sentence = "Absence dont la mairie n’a pas accepté le justificatif : elle reste facturée."
        case Because.NOT_DECLARED:
            sentence = "Absence qui n’a pas été déclarée : elle reste facturée."
        case Because.NO_POLICY:
            sentence = "Le règlement facture toute absence à ce service."
    return spaced(sentence)


def _of(month: str) -> str:
    """`2026-10` → « d’octobre 2026 »"""
    year, number = month.split("-")
    name = MONTHS[int(number) - 1]
    return f"{'d’' if name[0] in 'ao' else 'de '}{name} {year}"
