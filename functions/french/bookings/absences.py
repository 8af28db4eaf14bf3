"""What is billed of an absence, said once: on the spot when it is declared, and again on the invoice."""

from datetime import date, datetime, tzinfo

from functions.domain.planning.declared_absence import Certificate, DeclaredAbsence, Motive, NotAccepted
from functions.domain.reglement.absence_policy import Because, Proof
from functions.french.reglement.closings import days_phrase
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
"""As the family reads it."""
REFUSED_FOR: dict[NotAccepted, str] = {
    NotAccepted.ILLEGIBLE: "illisible",
    NotAccepted.OTHER_CHILD: "il concerne un autre enfant",
    NotAccepted.OTHER_DAYS: "il ne couvre pas ces jours-là",
    NotAccepted.NOT_A_PROOF: "ce n’est pas un justificatif",
    NotAccepted.REASON_UNFOUNDED: "la raison n’est pas retenue",
}
"""As an agent reads it."""


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
            sentence = "Sans le justificatif demandé, ou si l’absence est trop courte, elle reste facturée."
        case Because.DECLARED_LATE:
            sentence = "Absence déclarée après l’heure limite : elle reste facturée."
        case Because.REFUSED:
            sentence = "Absence dont la mairie n’a pas accepté le justificatif : elle reste facturée."
        case Because.NOT_DECLARED:
            sentence = "Absence qui n’a pas été déclarée : elle reste facturée."
        case Because.NO_POLICY:
            sentence = "Le règlement facture toute absence à ce service."
    return spaced(sentence)


PAID_BY_OTHER = "Ces réservations sont payées par l’autre parent."
PAID_ELSEWHERE = "Payé par l’autre parent."


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
    """Of what was sent, and what the town made of it, as the family reads it."""
    if absence.refused is not None:
        kept = " Ce qu’elle avait accepté avant le reste." if absence.accepted_until is not None else ""
        return f"{NOT_ACCEPTED[absence.refused]}{kept}"
    if absence.is_accepted:
        return _sent_and(
            absence.certificate, zone, "accepté par la mairie", "La mairie a accepté cette absence."
        )
    new = _sent_and(absence.new_certificate, zone, "la mairie peut le vérifier", _without(absence))
    if absence.accepted_until is None:
        return new
    return spaced(f"La mairie a accepté ce qui était déclaré avant. {_added(absence)}{new}")


def proof_for_town(absence: DeclaredAbsence, zone: tzinfo) -> str:
    """The same as an agent reads it."""
    if absence.refused is not None:
        return spaced(f"Refusé : {REFUSED_FOR[absence.refused]}.")
    if absence.is_accepted:
        return _sent_and(absence.certificate, zone, "accepté", "Absence acceptée.")
    new = _sent_and(absence.new_certificate, zone, "à lire", _without(absence))
    if absence.accepted_until is None:
        return new
    accepted_on = absence.accepted_until.astimezone(zone).date()
    return spaced(
        f"Accepté le {date_weekday(accepted_on)} pour ce qui était déclaré avant. {_added(absence)}{new}"
    )


def _sent_and(certificate: Certificate | None, zone: tzinfo, then: str, without: str) -> str:
    if certificate is None:
        return without
    sent_on = certificate.at.astimezone(zone).date()
    return spaced(f"Justificatif envoyé le {date_weekday(sent_on)} ; {then}.")


def _without(absence: DeclaredAbsence) -> str:
    is_said = any(map(absence.came_since, absence.self_declared))
    return "Attestation sur l’honneur donnée en ligne." if is_said else "Aucun justificatif."


def _added(absence: DeclaredAbsence) -> str:
    """« Ajouté depuis, le mardi 24 novembre : »"""
    return f"Ajouté depuis, {days_phrase(absence.new_days)} : " if absence.new_days else ""


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
