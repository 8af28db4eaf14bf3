"""What is billed of an absence, said once: on the spot when it is declared, and again on the invoice."""

from datetime import date, datetime, tzinfo

from functions.domain.planning.declared_absence import DeclaredAbsence, Motive, NotAccepted
from functions.domain.reglement.absence_policy import Because, Proof
from functions.french.words.dates import MONTHS, date_hour, date_weekday, weekday_hour
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

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
        f" : elle sera déduite de la facture {of_month(credited_in)}"
        if credited_in
        else " : elle n’est pas facturée"
    )
    ending = (
        f"il sera déduit de la facture {of_month(credited_in)}" if credited_in else "il n’est pas facturé"
    )
    match because:
        case Because.AWAY:
            sentence = f"L’enfant n’est pas accueilli ce jour-là, d’après son dossier : {ending}."
        case Because.TOWN:
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


def summary(kept_days: int, kept_cents: int, off_days: int, off_cents: int) -> str:
    """What becomes of the days of an absence: « 2 jours ne sont pas facturés (6,90 €) ; 1 jour reste facturé (3,45 €). »"""
    parts = []
    if off_days:
        words = "n’est pas facturée" if off_days == 1 else "ne sont pas facturées"
        parts.append(f"{_bookings(off_days)} {words} ({euros(off_cents)})")
    if kept_days:
        words = "reste facturée" if kept_days == 1 else "restent facturées"
        parts.append(f"{_bookings(kept_days)} {words} ({euros(kept_cents)})")
    return spaced(f"{' ; '.join(parts)}.") if parts else "Plus aucune réservation n’est concernée."


def better_with_a_certificate(days: int, until: datetime | None) -> str:
    """What is still to be won by sending one."""
    limit = f" jusqu’au {date_hour(until)}" if until is not None else ""
    less = (
        f"{_bookings(days)} ne serait plus facturée"
        if days == 1
        else f"{_bookings(days)} ne seraient plus facturées"
    )
    return spaced(f"Avec un justificatif envoyé{limit}, {less}.")


def proof_state(absence: DeclaredAbsence, zone: tzinfo) -> str:
    """Of what was sent, and what the town made of it."""
    if absence.refused is not None:
        return NOT_ACCEPTED[absence.refused]
    accepted = "accepté par la mairie" if absence.decision is not None else "la mairie peut le vérifier"
    if absence.certificate is not None:
        sent_on = absence.certificate.at.astimezone(zone).date()
        return spaced(f"Justificatif envoyé le {date_weekday(sent_on)} ; {accepted}.")
    if absence.self_declared:
        return "Attestation sur l’honneur donnée en ligne."
    return "Aucun justificatif."


def still_cancellable(number: int, of: int, until: datetime | None, today: date) -> str:
    """Of the `number` bookings, among the `of` of an absence, that are better cancelled than declared; empty for none.

    `until`: the first of their limits.
    """
    if not number:
        return ""
    limit = f" jusqu’à {weekday_hour(until, today=today)}" if until is not None else ""
    if number == 1:
        which = "Cette réservation" if of == 1 else "Une de ces réservations"
        return spaced(f"{which} peut encore être annulée{limit} : rien n’est alors facturé.")
    which = "Ces réservations" if number == of else f"{number} de ces réservations"
    return spaced(f"{which} peuvent encore être annulées{limit} : rien n’est alors facturé.")


def _bookings(number: int) -> str:
    return "1 réservation" if number == 1 else f"{number} réservations"


def of_month(month: str) -> str:
    """`2026-10` → « d’octobre 2026 »"""
    year, number = month.split("-")
    name = MONTHS[int(number) - 1]
    return f"{'d’' if name[0] in 'ao' else 'de '}{name} {year}"
