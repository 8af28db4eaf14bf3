"""Tomorrow, the next limit, the month and what is owed, each in one sentence."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from functions.domain.absences.noted_slots import NotedSlot
from functions.domain.home.coming_days import ChildAhead, DayAhead
from functions.domain.home.coming_limits import LimitAhead
from functions.domain.home.first_closing import FirstClosing
from functions.domain.home.month_total import MonthTotal
from functions.domain.home.owing import Owing
from functions.domain.home.school_back import SchoolBack
from functions.domain.home.waiting_basket import WaitingBasket
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings.absence_words import declared
from functions.french.bookings.cells import until
from functions.french.bookings.noted import noted_phrase, noted_said
from functions.french.reglement.closings import LISTED, days_phrase
from functions.french.words.counts import counted
from functions.french.words.dates import (
    MONTHS,
    WEEKDAYS,
    date_weekday,
    listing,
    near_day,
    opening_hour,
    school_year_name,
    weekday_hour,
)
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

VALIDATE, BOOK, SEE_WEEK = "Valider", "Réserver", "Voir la semaine"
"""What the button of a limit does."""
ALL_BOOKED = "Vos jours habituels sont réservés."
"""It claims no more than is known: the days on which the children usually come."""
NOTHING_YET = "Rien n’est réservé pour l’instant."
"""Of a family that never booked anything."""
BASKET, TO_BOOK, NEXT_LIMIT = "Votre panier", "À réserver", "Prochaine limite"
"""What the card of a limit is called, for who hears the screen."""

NOTHING = "rien de réservé"
ONE_DAY = timedelta(1)
Names = Mapping[str, str]
"""By id, what each child of the family is called."""


def day_name(day: date, today: date) -> str:
    """« Demain », « Hier »"""
    said = "hier" if today - day == ONE_DAY else near_day(day, today)
    return said[:1].upper() + said[1:]


def day_text(ahead: DayAhead, names: Names, reglement: Reglement) -> str:
    """« Clara, cantine ; Guilhem, cantine et garderie du soir. » Children of whom the same is said are named together."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for child in ahead.children:
        if child.child in names:
            alike[_child(child, reglement)].append(names[child.child])
    for without in ahead.without:
        if without in names:
            alike[NOTHING].append(names[without])
    said = [f"{listing(children)}, {what}" for what, children in alike.items()]
    nothing = NOTHING if ahead.is_open else "pas d’école"
    return spaced(f"{' ; '.join(said) or nothing}.")


def holidays_text(back: SchoolBack, reglement: Reglement, today: date) -> str:
    """« vacances, l’école reprend le jeudi 2 septembre. Jusqu’au lundi 30 août à 10 h, vous pouvez réserver pour ce jour-là : restauration
    scolaire. »"""
    article = "" if (back.day - today).days < 7 else "le "
    said = f"vacances, l’école reprend {article}{near_day(back.day, today)}."
    if back.until is not None:
        limit = until(back.until, today)
        said += f" {limit[0].upper()}{limit[1:]}, vous pouvez réserver pour ce jour-là"
    elif back.opens is not None:
        said += f" Ce jour-là se réserve à partir du {opening_hour(back.opens, today=today)}"
    if back.services:
        said += f" : {_some_words(reglement, back.services)}."
    return spaced(said)


def _some_words(reglement: Reglement, codes: Collection[str]) -> str:
    """« restauration scolaire, accueil du matin et 3 autres services »"""
    words = [service_word(reglement, service.code) for service in reglement.services if service.code in codes]
    if len(words) > LISTED:
        words = [*words[: LISTED - 1], f"{len(words) - LISTED + 1} autres services"]
    return listing(words)


def _child(child: ChildAhead, reglement: Reglement) -> str:
    said = [listing([service_word(reglement, code) for code in child.services])] if child.services else []
    for billed in (False, True):
        missed = [code for code in child.absent if (code in child.absent_billed) is billed]
        if missed:
            part = bool(said) or len(missed) < len(child.absent)
            of = f" ({listing([service_word(reglement, code) for code in missed])})" if part else ""
            said.append(f"{declared(billed)}{of}")
    if child.noted_absent:
        alone = not said and not child.not_held
        of = f" ({listing([service_word(reglement, code) for code in child.noted_absent])})"
        said.append("absence notée" if alone else f"absence notée{of}")
    for code, closed in child.not_held:
        why = "" if closed.of_child else f" ({closed.label.strip().rstrip('.')})"
        said.append(f"{service_word(reglement, code)} n’a pas lieu{why}")
    if child.unbooked:
        said.append(f"sans {listing([service_word(reglement, code) for code in child.unbooked])}")
    return ", ".join(said)


def service_word(reglement: Reglement, code: str) -> str:
    """A service in the middle of a sentence: « garderie du soir », « ALSH »; between quotes what would be read as a day or as two of them:
    « « Mercredi, la journée » »."""
    name = reglement.name_of(code)
    if "," in name or name.lower().startswith(WEEKDAYS):
        return f"« {name} »"
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def noted_text(
    noted: Sequence[NotedSlot], own: Callable[[Slot, int], int], names: Names, reglement: Reglement
) -> str:
    """« Clara, cantine : absence notée, facturée 3,45 € ; Guilhem, garderie du soir : présence sans réservation (4,60 €). » `own`: what of a sum the
    family pays."""
    said = [
        f"{names[each.slot.child]}, {service_word(reglement, each.slot.service)} : "
        f"{noted_phrase(noted_said(each, partial(own, each.slot)))}"
        for each in noted
    ]
    return spaced(f"{' ; '.join(said)}.")


def limit_missing(limit: LimitAhead, today: date) -> str:
    """« Avant jeudi 10 h : rien n’est réservé pour lundi et mardi. »"""
    days = sorted({slot.date for slot in limit.missing})
    return spaced(
        f"Avant {weekday_hour(limit.at, today=today)} : rien n’est réservé {_for_days(days, today)}."
    )


def to_book(limit: LimitAhead, today: date) -> str:
    """« À réserver avant jeudi 10 h »: of two cards, each has its own name."""
    return f"{TO_BOOK} avant {weekday_hour(limit.at, today=today)}"


def missing_detail(missing: Sequence[Slot], names: Names, reglement: Reglement, today: date) -> str:
    """Which services, and for which of several children; the days of each where they differ."""
    days: defaultdict[tuple[str, str], list[date]] = defaultdict(list)
    for slot in missing:
        days[slot.service, slot.child].append(slot.date)
    alike: defaultdict[tuple[str, tuple[date, ...]], list[str]] = defaultdict(list)
    for (service, child), found in days.items():
        alike[service, tuple(sorted(found))].append(names.get(child, ""))
    same = len({found for _, found in alike}) == 1
    said = []
    for (service, on), children in alike.items():
        of = [listing(children)] if len(names) > 1 else []
        of += [] if same else [listing([near_day(day, today) for day in on])]
        said.append(reglement.name_of(service) + (f" ({', '.join(of)})" if of else ""))
    return spaced(" ; ".join(said))


def basket_waiting(waiting: WaitingBasket, today: date) -> str:
    """« 1 réservation attend dans votre panier : à valider avant aujourd’hui 10 h. »"""
    said = []
    if waiting.reserved:
        said.append(counted(waiting.reserved, "réservation"))
    if waiting.cancelled:
        said.append(counted(waiting.cancelled, "annulation"))
    verb = "attend" if waiting.reserved + waiting.cancelled == 1 else "attendent"
    until = f" avant {weekday_hour(waiting.until, today=today)}" if waiting.until is not None else ""
    final = f" {final_sentence(waiting.final)}" if waiting.final else ""
    return spaced(f"{' et '.join(said)} {verb} dans votre panier : à valider{until}.{final}")


def final_sentence(count: int) -> str:
    """« 1 réservation ne pourra plus être annulée une fois validée. »"""
    if count == 1:
        return "1 réservation ne pourra plus être annulée une fois validée."
    return f"{count} réservations ne pourront plus être annulées une fois validées."


def first_closing(first: FirstClosing, reglement: Reglement, today: date) -> str:
    """« Jusqu’à ce soir à minuit, vous pouvez encore réserver ou annuler : restauration scolaire, pour jeudi et vendredi. »"""
    codes = {slot.service for slot in (*first.to_book, *first.to_cancel)}
    verbs = " ou ".join(verb for verb, slots in _acts(first) if slots)
    said = f"{until(first.at, today)}, vous pouvez encore {verbs}"
    return spaced(
        f"{said[0].upper()}{said[1:]} : {_some_words(reglement, codes)}, {_for_days(first.days, today)}."
    )


def for_whom(first: FirstClosing, names: Names) -> str:
    """« Pour Clara et Guilhem. », « Réserver pour Guilhem, annuler pour Clara. »; nothing of an only child."""
    if len(names) < 2:
        return ""
    acts = [
        (verb, [name for child, name in names.items() if any(slot.child == child for slot in slots)])
        for verb, slots in _acts(first)
        if slots
    ]
    if all(children == acts[0][1] for _, children in acts):
        return f"Pour {listing(acts[0][1])}."
    said = ", ".join(f"{verb} pour {listing(children)}" for verb, children in acts)
    return f"{said[0].upper()}{said[1:]}."


def _acts(first: FirstClosing) -> tuple[tuple[str, tuple[Slot, ...]], ...]:
    return (("réserver", first.to_book), ("annuler", first.to_cancel))


def _for_days(days: Sequence[date], today: date) -> str:
    return _days(days, today) if len(days) > LISTED else f"pour {_days(days, today)}"


def _days(days: Sequence[date], today: date) -> str:
    if len(days) > LISTED:
        return days_phrase(days, today=today)
    return listing([near_day(day, today) for day in days])


def month_sentence(total: MonthTotal) -> str:
    """« Novembre : 48,60 € à ce jour, 61,20 € avec ce qui est réservé. »"""
    month = MONTHS[int(total.month[5:]) - 1].capitalize()
    said = f"{euros(total.so_far_cents)} à ce jour"
    if total.whole_cents != total.so_far_cents:
        said += f", {euros(total.whole_cents)} avec ce qui est réservé"
    if total.prepaid_cents:
        said += f", dont {euros(total.prepaid_cents)} à payer en réservant"
    return spaced(f"{month} : {said}.")


def owing_sentence(owing: Owing, today: date) -> str:
    """« 2 factures à payer : 85,40 €, la première avant le mardi 15 décembre. »"""
    if owing.due_on is None:
        return "Rien à payer."
    several = owing.count > 1
    which = "la première " if several else ""
    day = date_weekday(owing.due_on, today=today)
    when = f"{which}en retard depuis le {day}" if owing.is_late else f"{which}au plus tard le {day}"
    count = f"{owing.count} factures" if several else "1 facture"
    return spaced(f"{count} à payer : {euros(owing.cents)}, {when}.")


def handed_over_sentence(count: int) -> str:
    which = "1 facture est transmise" if count == 1 else f"{count} factures sont transmises"
    return f"{which} au Trésor public."


def answered_sentence(subject: str, more: int) -> str:
    """`more`: how many others were answered."""
    others = "" if not more else f" ({more + 1} réponses en tout)"
    return spaced(f"La mairie a répondu : {subject}{others}.")


def written_sentence(subject: str) -> str:
    """Of a thread that the town began, and to which the family wrote nothing yet."""
    return spaced(f"La mairie vous a écrit : {subject}.")


def waiting_sentence(requests: int, bookings: int) -> str:
    """What the town has not answered: questions, papers and corrections; booked days that it decides."""
    said = []
    if requests:
        said.append("1 demande" if requests == 1 else f"{requests} demandes")
    if bookings:
        said.append("1 réservation" if bookings == 1 else f"{bookings} réservations")
    verb = "attend" if requests + bookings == 1 else "attendent"
    return f"{' et '.join(said)} {verb} une réponse de la mairie."


def papers_sentence(titles: Sequence[str]) -> str:
    """« 2 documents à donner : assurance scolaire (Clara), carnet de vaccination (Clara). »"""
    count = "1 document" if len(titles) == 1 else f"{len(titles)} documents"
    some = ", ".join(titles[:2]) + (", …" if len(titles) > 2 else "")
    return spaced(f"{count} à donner : {some}.")


def proof_sentence(name: str, when: str, until: datetime | None, today: date) -> str:
    """That a certificate would still change what is billed of an absence."""
    limit = f" avant {weekday_hour(until, today=today)}" if until is not None else ""
    return spaced(f"Justificatif à envoyer{limit} : absence de {name}, {when}.")


def file_sentence(year: int) -> str:
    return f"Dossier {school_year_name(year)} à confirmer."


def message_sentence(day: date, today: date) -> str:
    return f"Message de la mairie, {near_day(day, today)}."
