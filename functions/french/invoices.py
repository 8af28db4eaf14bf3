"""Invoices and payments as a parent reads them."""

from collections.abc import Iterable
from datetime import date

from functions.domain.families import Civility
from functions.domain.invoices import InvoiceState, Issuer, Person
from functions.domain.lines import Reason
from functions.domain.payments import Attempt, AttemptState
from functions.domain.tariffs import StepCode
from functions.french.dates import MONTHS, NO_BREAK, date_long, date_short, listing, weekday_name
from functions.french.money import euros, number, percent
from functions.french.spaces import spaced

_CIVILITIES = {Civility.MADAME: "Madame", Civility.MONSIEUR: "Monsieur"}
_MEANS = {"card": "Carte bancaire, par PayFiP", "direct_debit": "Prélèvement, par PayFiP"}


def title(period: str) -> str:
    """`2026-10` → « Facture d’octobre 2026 »."""
    year, month = period.split("-")
    name = MONTHS[int(month) - 1]
    return f"Facture {'d’' if name[0] in 'ao' else 'de '}{name} {year}"


def person(someone: Person) -> str:
    return f"{_CIVILITIES[someone.civility]} {someone.first_name} {someone.last_name}"


def means(code: str | None) -> str:
    return _MEANS.get(code or "", "Paiement en ligne")


def day_list(days: Iterable[date]) -> str:
    """Days of one month: « lundi 5, mardi 6 et jeudi 8 octobre »."""
    ordered = sorted(days)
    said = [
        f"{weekday_name(day.isoweekday())}{NO_BREAK}{date_short(day).split(NO_BREAK)[0]}" for day in ordered
    ]
    return f"{listing(said)} {MONTHS[ordered[-1].month - 1]}"


def state(value: InvoiceState, *, due_on: date, paid_on: date | None) -> str:
    """What to do, or what was done: « À payer au plus tard le samedi 31 octobre 2026 »."""
    match value:
        case InvoiceState.OPEN:
            return f"À payer au plus tard le {date_long(due_on)}"
        case InvoiceState.OVERDUE:
            return spaced(f"En retard : à payer depuis le {date_long(due_on)}")
        case InvoiceState.PAID:
            return "Payée" if paid_on is None else f"Payée le {date_long(paid_on)}"


def reason(why: Reason, unit_price_cents: int) -> str:
    """Why a unit costs what it does, in one or two sentences."""
    if why.explained:
        sentences = [_basis(why, unit_price_cents)]
    else:
        sentences = ["Prix fixé quand vous avez validé la réservation."]
        sentences += [f"Tranche « {why.tranche} »."] if why.tranche else []
    if why.adjustments:
        sentences.append(f"Le règlement y applique : {listing(list(why.adjustments))}.")
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


def how_to_pay(issuer: Issuer, *, due_on: date, online: bool) -> list[str]:
    """Until when, and by which means."""
    ways = [f"Cette facture est à payer au plus tard le {date_long(due_on)}."]
    if online:
        ways.append(
            "En ligne, depuis cette page : carte bancaire ou prélèvement, "
            "sur le site sécurisé PayFiP du Trésor public. C’est gratuit."
        )
    contact = issuer.contact
    ways.append(
        f"Autrement, auprès de la régie : {contact.service}, {contact.line1}, {contact.postcode} {contact.city}. "
        f"{contact.opening_hours[:1].upper()}{contact.opening_hours[1:].rstrip('.')}."
    )
    return [spaced(way) for way in ways]


OTHERWISE = (
    "À défaut de paiement à cette date, la somme sera mise en recouvrement par le comptable public, "
    "par l’émission d’un titre de recettes."
)

PAYMENT_SENTENCES: dict[str, str] = {
    "paid": "Votre paiement est bien enregistré. Merci !",
    "refused": "Le paiement a été refusé par la banque. Rien n’a été débité : vous pouvez recommencer.",
    "cancelled": "Vous n’avez pas terminé le paiement. Rien n’a été débité : vous pouvez recommencer.",
    "held": (
        "Nous vérifions ce paiement auprès du Trésor public. Ne payez pas une seconde fois : "
        "la régie va regarder, et votre facture sera mise à jour."
    ),
    "open": (
        "Nous attendons la réponse du Trésor public. Cela prend quelques secondes d’ordinaire. "
        "Vous pouvez fermer cette page : votre facture se mettra à jour toute seule."
    ),
    "unavailable": (
        "Le service de paiement du Trésor public ne répond pas pour l’instant. Ne payez pas une seconde fois : "
        "nous lui demandons régulièrement, et votre facture se mettra à jour toute seule."
    ),
    "expired": "Le temps prévu pour payer est passé et rien n’a été débité : vous pouvez recommencer.",
    "failed": "La page de paiement n’a pas pu s’ouvrir. Rien n’a été débité : vous pouvez recommencer.",
    "late": (
        "Le Trésor public n’a pas confirmé ce paiement : vous pouvez recommencer. "
        "S’il était confirmé plus tard, rien ne serait perdu."
    ),
}
"""What the parent reads on coming back from the payment page, by what is known of the payment."""


def payment_outcome(attempt: Attempt, *, state: str, late: bool) -> str:
    """The sentence for a state shown to the parent; `late`: it should have been known by now."""
    if attempt.state is AttemptState.PAID and attempt.credited_cents:
        return spaced(
            f"Cette facture était déjà payée : {euros(attempt.credited_cents)} sont gardés en avoir pour votre famille. "
            "La régie peut vous les rembourser."
        )
    if late:
        return spaced(PAYMENT_SENTENCES["late"])
    more_exact = {AttemptState.EXPIRED: "expired", AttemptState.FAILED: "failed"}
    return spaced(PAYMENT_SENTENCES[more_exact.get(attempt.state, state)])


def treasury_silent() -> str:
    """Nobody could be asked what became of the payment."""
    return spaced(PAYMENT_SENTENCES["unavailable"])
