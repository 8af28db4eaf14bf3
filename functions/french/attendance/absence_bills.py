"""What an absence of one day costs, as the règlement has it: said to the agent who writes it down."""

from datetime import date, datetime, time

from functions.domain.absences.missed_days import Missed
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.declared_absence import Motive
from functions.domain.reglement.absence_policy import AbsencePolicy
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.deadlines import counting_of
from functions.domain.reglement.limit_instants import instant
from functions.domain.reglement.reglement import Reglement, Service
from functions.french.bookings.absences import outcome, reason_word
from functions.french.reglement.conditions import dated_case
from functions.french.reglement.limits import until
from functions.french.words.dates import date_hour, listing
from functions.french.words.spaces import spaced

ON_ATTENDANCE = "Une absence n’est pas facturée : ce service facture les seules présences."
ALWAYS = "Le règlement facture toute absence à ce service."


def absence_bills(reglement: Reglement, service: Service | None, day: date, now: datetime) -> str:
    """Of a booked child whose family declared nothing; empty for a service that the town gave up since."""
    if service is None:
        return ""
    if service.reserve.mode is Mode.ATTENDANCE:
        return ON_ATTENDANCE
    policy = service.absence
    if policy is None or not (policy.cases or policy.free_reasons):
        return ALWAYS
    said = [_billed(reglement, service, policy, day, now), _free(policy)]
    return spaced(" ".join(filter(None, said)))


def unmarked_bills(service: Service | None) -> str:
    """Of a list that nobody writes down, and of one that is written down in one go."""
    if service is None:
        return ""
    if service.reserve.mode is Mode.ATTENDANCE:
        return spaced("Sans pointage, rien n’est facturé : ce service facture chaque présence notée.")
    return spaced(
        "Sans pointage, chaque enfant est facturé comme il a réservé : le noter là n’y change rien."
    )


def declared_bills(missed: Missed) -> str:
    """Of a child whose family declared the absence: what the rule that it was told makes of it now."""
    return outcome(missed.because, proof=missed.proof, word=missed.word)


def _billed(reglement: Reglement, service: Service, policy: AbsencePolicy, day: date, now: datetime) -> str:
    words = [f"« {_capital(reason_word(each))} »" for each in Motive if each not in policy.free_reasons]
    if not words:
        return ""
    if not policy.cases:
        return f"{listing(words)} : facturé, même si la famille signale l’absence."
    if policy.declare_until is None:
        return f"{listing(words)} : facturé, sauf si la famille signale l’absence. {_proofs(policy, day)}"
    try:
        at = instant(policy.declare_until, day, counting_of(reglement, service))
    except CalendarUnknown:  # nothing says which day that is: the rule in its own words
        before = until(policy.declare_until)
        return f"{listing(words)} : facturé, sauf si la famille signale l’absence {before}. {_proofs(policy, day)}"
    before = f"avant {date_hour(at, today=day)}"
    if now >= at:
        return f"{listing(words)} : facturé : la famille n’a pas signalé l’absence {before}."
    return (
        f"{listing(words)} : facturé, sauf si la famille signale l’absence {before}. {_proofs(policy, day)}"
    )


def _proofs(policy: AbsencePolicy, day: date) -> str:
    began = datetime.combine(day, time())
    cases = " ; ".join(dated_case(case, began) for case in policy.cases)
    return f"Pour une absence qui commence ce jour-là : {cases}."


def _free(policy: AbsencePolicy) -> str:
    words = [f"« {_capital(each)} »" for each in policy.free_reasons]
    return f"{listing(words)} : non facturé." if words else ""


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
