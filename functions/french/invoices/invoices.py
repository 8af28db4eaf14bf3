"""Invoices and payments as a parent reads them."""

from collections.abc import Iterable
from datetime import date

from functions.domain.invoices.invoice import Invoice, Issuer
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, Reason
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.planning.town_act import Over
from functions.domain.pricing.prices import StepCode
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.absences import outcome
from functions.french.bookings.town_acts import town_words
from functions.french.invoices.debts import AT_THE_COUNTER
from functions.french.invoices.periods import label, of_label
from functions.french.reglement.tariff_lines import KINDS
from functions.french.words.counts import counted
from functions.french.words.dates import MONTHS, NO_BREAK, date_hour, date_long, listing, weekday_name
from functions.french.words.money import euros, number, percent
from functions.french.words.spaces import spaced


def period(code: str) -> str:
    """`2026-10` → « octobre 2026 »."""
    return label(code)


def title(code: str) -> str:
    """`2026-10` → « Facture d’octobre 2026 »."""
    return f"Facture {of_label(code)}"


def day_list(days: Iterable[date]) -> str:
    """« lundi 5, mardi 6 et jeudi 8 octobre »; of several months: « jeudi 29 et vendredi 30 octobre, lundi 2 novembre »."""
    return ", ".join(
        f"{listing([f'{weekday_name(day.isoweekday())}{NO_BREAK}{_day_number(day)}' for day in month])} {name}"
        for name, month in _by_month(days)
    )


def day_list_short(days: Iterable[date]) -> str:
    """As `day_list`, without the weekdays: « 5, 6 et 8 octobre »."""
    return ", ".join(
        f"{listing([_day_number(day) for day in month])}{NO_BREAK}{name}" for name, month in _by_month(days)
    )


def _by_month(days: Iterable[date]) -> list[tuple[str, list[date]]]:
    months: dict[tuple[int, int], list[date]] = {}
    for day in sorted(days):
        months.setdefault((day.year, day.month), []).append(day)
    return [(MONTHS[month - 1], found) for (_, month), found in months.items()]


def _day_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def state(value: InvoiceState, *, due_on: date, paid_on: date | None, given_up: bool = False) -> str:
    """What to do, or what was done: « À payer au plus tard le samedi 31 octobre 2026 ».

    `given_up`: the commune wrote the last of it off.
    """
    on = "" if paid_on is None else f" le {date_long(paid_on)}"
    match value:
        case InvoiceState.OPEN:
            return f"À payer au plus tard le {date_long(due_on)}"
        case InvoiceState.OVERDUE:
            return spaced(f"En retard : à payer depuis le {date_long(due_on)}")
        case InvoiceState.HANDED_OVER:
            return spaced(
                "Transmise au Trésor public : ne la payez plus ici, attendez son avis des sommes à payer"
            )
        case InvoiceState.PAID:
            if given_up:
                return f"Soldée{on} par une remise de la commune"
            return f"Payée{on}" if on else "Rien à payer"
        case InvoiceState.CANCELLED:
            return f"Annulée par un avoir{on}"


_KINDS = {
    LineKind.BOOKING: ("", ""),
    LineKind.LATE: (
        "supplément hors délai",
        "Le règlement ajoute ce supplément à ce qui est réservé après la date limite.",
    ),
    LineKind.ABSENCE: ("absence déduite", "Ce qui était réservé n’est pas facturé : le montant est retiré."),
    LineKind.UNRESERVED: (
        "sans réservation",
        "Votre enfant est venu ce jour-là sans être inscrit : c’est le prix « {price} » du règlement.",
    ),
    LineKind.ATTENDANCE: ("présence", "Présence notée sur place."),
    LineKind.LATE_PICKUP: ("reprise en retard", "Votre enfant a été repris après l’heure de fin du service."),
    LineKind.LATE_CANCEL: (
        "annulation tardive",
        "Annulé après la date limite : c’est ce que le règlement laisse dû.",
    ),
    LineKind.FLAT: (
        "versement",
        "Une part de ce que l’année coûte d’après vos réservations, moins ce qui a déjà été demandé. "
        "Le dernier versement fait le compte exact.",
    ),
    LineKind.CORRECTION: ("correction", "La régie a corrigé ce montant."),
}


def times(quantity: int, unit_price_cents: int, *, unit: str, days: int) -> str:
    """« 3 × 3,45 € »; where more than days are counted, « 7 × 0,80 € par demi-heure »."""
    said = f"{quantity} × {euros(unit_price_cents)}"
    return f"{said} par {unit}" if unit and quantity != days else said


def what(service: str, kind: LineKind) -> str:
    """« Restauration scolaire », « Restauration scolaire, absence déduite »."""
    return ", ".join(filter(None, (service, _KINDS[kind][0])))


def why(line: InvoiceLine) -> str:
    """Why a line costs what it does, in one or two sentences."""
    reason_of = line.reason
    if line.kind is LineKind.ABSENCE and reason_of.absence is not None:
        return outcome(reason_of.absence, proof=reason_of.proof, word=reason_of.word)
    price_name = KINDS.get(reason_of.price_kind, reason_of.price_kind)
    happened = _KINDS[line.kind][1].format(price=price_name)
    if happened and not reason_of.explained:
        # Of other prices than the ordinary one, the label is their name.
        labelled = reason_of.tranche and reason_of.tranche not in KINDS.values()
        priced = f"Tranche « {reason_of.tranche} »." if labelled else ""
    else:
        priced = reason(reason_of, line.unit_price_cents)
    limit = (
        f"La limite était le {date_hour(reason_of.late_since)}." if reason_of.late_since is not None else ""
    )
    by_town = _by_town(line) if reason_of.by_town else ""
    corrected = f"Corrige votre facture n°{NO_BREAK}{line.corrects}." if line.corrects else ""
    part = f"Votre part est de {line.share_percent} %." if line.share_percent < 100 else ""
    return spaced(" ".join(filter(None, (corrected, happened, priced, part, limit, by_town))))


def _by_town(line: InvoiceLine) -> str:
    why = line.reason
    action = Action.CANCEL if line.kind is LineKind.LATE_CANCEL else Action.RESERVE
    return town_words(action, [Over(code) for code in why.past], why.town_reason)


def reason(why: Reason, unit_price_cents: int) -> str:
    """Why a unit costs what it does, in one or two sentences."""
    if why.explained:
        sentences = [_basis(why, unit_price_cents)]
    else:
        when = "la mairie a fait" if why.by_town else "vous avez validé"
        sentences = [f"Prix fixé quand {when} la réservation."]
        sentences += [f"Tranche « {why.tranche} »."] if why.tranche else []
    if why.adjustments:
        sentences.append(f"Le règlement y applique : {listing(list(why.adjustments))}.")
    if why.absence is not None:
        sentences.append(outcome(why.absence, proof=why.proof, word=why.word, credited_in=why.credited_in))
    return spaced(" ".join(sentences))


def _basis(why: Reason, unit_price_cents: int) -> str:
    if why.without_quotient:
        case = f" (tranche « {why.tranche} »)" if why.tranche else ""
        return (
            "La mairie n’avait pas de justificatif de votre quotient familial ce mois-là : "
            f"c’est le prix prévu dans ce cas{case}."
        )
    if why.effort is not None:
        return _effort(why, unit_price_cents)
    if why.quotient_familial is not None:
        quotient = number(why.quotient_familial)
        return f"Votre quotient familial est de {quotient} : vous êtes dans la tranche « {why.tranche} »."
    return f"{why.tranche}." if why.tranche else "Prix unique, le même pour toutes les familles."


def _effort(why: Reason, unit_price_cents: int) -> str:
    quotient, rate = number(why.quotient_familial or 0), percent((why.rate or 0) * 100)
    start = f"Le prix est de {rate} de votre quotient familial, qui est de {quotient}"
    if why.effort is StepCode.EFFORT_FLOOR:
        return (
            f"{start} ; c’est moins que le prix le plus bas, {euros(unit_price_cents)}, qui s’applique donc."
        )
    if why.effort is StepCode.EFFORT_CEILING:
        return (
            f"{start} ; c’est plus que le prix le plus haut, {euros(unit_price_cents)}, qui s’applique donc."
        )
    return f"{start}."


def concerns(code: str, *, place: str) -> str:
    """« Période : octobre 2026. Lieu : Lisse. »"""
    return spaced(f"Période : {period(code).removeprefix('période ')}. Lieu : {place}.")


KEPT_AS_CREDIT = "Gardé en avoir pour votre famille"
CREDIT_USED = "Payé par l’avoir de votre famille"


def totals(invoice: Invoice, *, used_cents: int) -> list[tuple[str, str]]:
    """The figures at the foot of an invoice, what counts most last. `used_cents`: what the family's credit paid of it."""
    rows = [("Total de la facture", euros(invoice.total_cents))]
    if invoice.credited_cents:
        taken_off = euros(invoice.total_cents - invoice.credited_cents)
        rows = [("Total des lignes", taken_off), (KEPT_AS_CREDIT, euros(invoice.credited_cents)), *rows]
    if used_cents:
        rows += [
            (CREDIT_USED, euros(-used_cents)),
            ("Reste à payer", euros(invoice.total_cents - used_cents)),
        ]
    return rows


def credit_follows(credited_cents: int) -> str:
    """What a credit note changes for the family; `credited_cents`: what of it was paid already."""
    if not credited_cents:
        return "Ce qui reste à payer de la facture est diminué d’autant."
    return spaced(
        f"Vous aviez déjà payé cette somme : {euros(credited_cents)} sont gardés en avoir pour votre famille. "
        "Cet avoir paiera vos prochaines factures, ou la régie vous le rembourse si vous le lui demandez."
    )


_ONLINE = {
    "payfip": "carte bancaire ou prélèvement, sur le site sécurisé PayFiP du Trésor public.",
    "payzen": "carte bancaire, sur le site sécurisé de la banque de la régie.",
}


def how_to_pay(issuer: Issuer, *, due_on: date, online: str | None, on_paper: bool = False) -> list[str]:
    """Until when, and by which means. `online`: by which provider; `on_paper`: beside the code that leads to the page."""
    ways = [f"Cette facture est à payer au plus tard le {date_long(due_on)}."]
    if online is not None:
        start = (
            "depuis la page qu’ouvre le code ci-contre, ou depuis votre espace famille"
            if on_paper
            else "depuis cette page"
        )
        ways.append(f"En ligne, {start} : {_ONLINE[online]} C’est gratuit.")
    contact = issuer.contact
    ways.append(
        f"{'Autrement, auprès' if online else 'Auprès'} de la régie{_taken(issuer)} : "
        f"{contact.service}, {contact.line1}, {contact.postcode} {contact.city}. "
        f"{contact.opening_hours[:1].upper()}{contact.opening_hours[1:].rstrip('.')}."
    )
    return [spaced(way) for way in ways]


def _taken(issuer: Issuer) -> str:
    """« , en espèces, par chèque ou par virement »"""
    ways = [AT_THE_COUNTER[means] for means in issuer.accepts]
    return f", {' ou '.join(filter(None, (', '.join(ways[:-1]), ways[-1])))}" if ways else ""


OTHERWISE = (
    "À défaut de paiement à cette date, la somme sera mise en recouvrement par le comptable public, "
    "par l’émission d’un titre de recettes."
)

PAYMENT_SENTENCES: dict[str, str] = {
    "paid": "Votre paiement est bien enregistré. Merci !",
    "refused": "Le paiement a été refusé par la banque. Rien n’a été débité : vous pouvez recommencer.",
    "cancelled": "Vous n’avez pas terminé le paiement. Rien n’a été débité : vous pouvez recommencer.",
    "held": (
        "Nous vérifions ce paiement auprès du service de paiement. Ne payez pas une seconde fois : "
        "la régie va regarder, et votre facture sera mise à jour."
    ),
    "open": (
        "Nous attendons la réponse du service de paiement. Cela prend quelques secondes d’ordinaire. "
        "Vous pouvez fermer cette page : votre facture se mettra à jour toute seule."
    ),
    "unavailable": (
        "Le service de paiement ne répond pas pour l’instant. Ne payez pas une seconde fois : "
        "nous lui demandons régulièrement, et votre facture se mettra à jour toute seule."
    ),
    "expired": "Le temps prévu pour payer est passé et rien n’a été débité : vous pouvez recommencer.",
    "failed": "La page de paiement n’a pas pu s’ouvrir. Rien n’a été débité : vous pouvez recommencer.",
    "late": (
        "Le service de paiement n’a pas confirmé ce paiement : vous pouvez recommencer. "
        "S’il était confirmé plus tard, rien ne serait perdu."
    ),
}
"""What the parent reads on coming back from the payment page, by what is known of the payment."""


def payment_outcome(attempt: Attempt, *, state: str, late: bool) -> str:
    """The sentence for a state shown to the parent; `late`: it should have been known by now."""
    if attempt.state is AttemptState.PAID and attempt.credited_cents:
        which = "Une de ces factures" if attempt.shares else "Cette facture"
        return spaced(
            f"{which} était déjà payée : {euros(attempt.credited_cents)} sont gardés en avoir pour votre famille. "
            "La régie peut vous les rembourser."
        )
    if late:
        return spaced(PAYMENT_SENTENCES["late"])
    more_exact = {AttemptState.EXPIRED: "expired", AttemptState.FAILED: "failed"}
    return spaced(PAYMENT_SENTENCES[more_exact.get(attempt.state, state)])


def paid_for(numbers: list[str], cents: int) -> str:
    """« Factures n° 2026-000042 et 2026-000057 : 130,40 € »"""
    what = "Facture" if len(numbers) == 1 else "Factures"
    return spaced(f"{what} n° {listing(numbers)} : {euros(cents)}")


def pay_all(count: int, cents: int) -> str:
    """On the button that pays several in one go."""
    return spaced(f"Tout payer : {count} factures, {euros(cents)}")


def pay_next(cents: int) -> str:
    """On the button that goes on after a payment."""
    return spaced(f"Payer la suivante : {euros(cents)}")


def pay_in_a_row(count: int, cents: int) -> str:
    """Where each invoice has its own payment."""
    return spaced(
        f"{euros(cents)} à payer en {count} factures, l’une après l’autre : après chaque paiement, la suivante vous est proposée."
    )


def left_to_pay(count: int, cents: int, commune: str) -> str:
    """After a payment, all invoices of the family in that commune together: another one may be owed as well."""
    if not count:
        return f"Vous n’avez plus rien à payer à {commune}."
    return spaced(f"Il vous reste {counted(count, 'facture', 'factures')} à payer : {euros(cents)}.")


def treasury_silent() -> str:
    """Nobody could be asked what became of the payment."""
    return spaced(PAYMENT_SENTENCES["unavailable"])
