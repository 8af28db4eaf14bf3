"""The acts: what will be done is told, confirmed, done through the use cases, and told again."""

from argparse import Namespace
from collections.abc import Iterator

from functions import wiring
from functions.domain.invoices.reissue import LineCorrection
from functions.domain.regie.counter_payments import MoneyReceived
from functions.domain.regie.write_offs import WriteOffKind
from functions.domain.town.counter_means import CounterMeans
from functions.french.invoices.alerts import TITLES
from functions.french.invoices.debts import COUNTER
from functions.french.words.money import euros
from functions.storage.invoices import invoices
from functions.storage.regie import alerts, counter_payments, online_payments
from functions.storage.town import communes
from functions.usecases.payments.close_alert import close_alert
from functions.usecases.regie.hand_over_debts import hand_over_debts
from functions.usecases.regie.issue_credit_note import issue_credit_note
from functions.usecases.regie.recall_debt import recall_debt
from functions.usecases.regie.record_payment import record_payment
from functions.usecases.regie.refund_credit import refund_credit
from functions.usecases.regie.reissue_invoice import reissue_invoice
from functions.usecases.regie.reject_payment import reject_payment
from functions.usecases.regie.send_debt_reminders import send_reminders
from functions.usecases.regie.use_credit import use_credit
from functions.usecases.regie.write_off import write_off_debt
from infra.french import counted
from infra.regie.asking import BY, Refused, act, confirm, family, family_of_act, invoice

Told = Iterator[object]
"""French sentences, and the use case's answer for `--json`."""


def credit_note(options: Namespace) -> Told:
    debt = invoice(options, options.invoice)
    lines = dict(options.line) if options.line else None
    what = "toute" if lines is None else f"{len(lines)} ligne{'s' if len(lines) > 1 else ''} de"
    confirm(options, f"Émettre un avoir sur {what} la facture {options.invoice} ({euros(debt.total_cents)}).")
    done = issue_credit_note(act(options, debt.family), debt.invoice, lines=lines, reason=options.reason)
    yield done
    yield f"Avoir {done.number} : {euros(-done.total_cents)} sur la facture {options.invoice}."
    if done.credited_cents:
        yield f"{euros(done.credited_cents)} étaient déjà payés : c’est maintenant l’avoir de la famille."


def reissue(options: Namespace) -> Told:
    debt = invoice(options, options.invoice)
    changes = {place: LineCorrection(quantity, price) for place, quantity, price in options.line or ()}
    confirm(options, f"Annuler la facture {options.invoice} par un avoir et l’émettre à nouveau.")
    done = reissue_invoice(act(options, debt.family), debt.invoice, changes=changes, reason=options.reason)
    yield done
    yield (
        f"Avoir {done.credit_note_number}, puis facture {done.number} de {euros(done.total_cents)} "
        f"à la place de la facture {options.invoice}."
    )


def write_off(options: Namespace) -> Told:
    debt = invoice(options, options.invoice)
    confirm(options, f"Remettre {euros(options.amount)} de la facture {options.invoice}.")
    done = write_off_debt(
        act(options, debt.family),
        debt.invoice,
        kind=WriteOffKind(options.kind),
        amount_cents=options.amount,
        reason=options.reason,
    )
    yield done
    yield f"{euros(done.amount_cents)} remis ; il reste {euros(done.left_cents)} à payer."


def payment(options: Namespace) -> Told:
    owner, named = family_of_act(options)
    town = communes.commune(options.commune)
    today = town.day_of(wiring.now())
    received = MoneyReceived(
        CounterMeans(options.means),
        options.amount,
        options.date or today,
        options.bank or "",
        options.reference or "",
    )
    confirm(options, f"Encaisser {euros(options.amount)} ({COUNTER[options.means].lower()}).")
    done = record_payment(act(options, owner), received, invoice_ids=tuple(named), anyway=options.anyway)
    yield done
    yield f"Reçu {done.receipt} : {euros(received.amount_cents)}."
    for share in done.shares:
        yield f"  facture {share.number} : {euros(share.amount_cents)}"
    if done.credited_cents:
        yield f"  en plus : {euros(done.credited_cents)}, gardés en avoir pour la famille"


def reject(options: Namespace) -> Told:
    owner = family(options)
    name, amount = _payment(options, owner.id)
    confirm(options, f"Enregistrer le rejet du paiement {options.payment} ({euros(amount)}).")
    done = reject_payment(act(options, owner.id), name, reason=options.reason)
    yield done
    numbers = [
        invoices.receivable(options.commune, owner.id, each).value.number.label for each in done.invoices
    ]
    yield f"Rejet de {euros(done.amount_cents)} enregistré. À nouveau dues : {', '.join(numbers) or 'aucune'}."


def _payment(options: Namespace, owner: str) -> tuple[str, int]:
    """By the number of its receipt at the counter, or by the id that `account` tells of one online."""
    for one in counter_payments.of_family(options.commune, owner):
        if options.payment in (one.number.label, one.id):
            return one.id, one.received.amount_cents
    for attempt in online_payments.of_family(options.commune, owner):
        if attempt.id == options.payment:
            return attempt.id, attempt.amount_cents
    raise Refused(f"Cette famille n’a pas de paiement {options.payment}.")


def spend_credit(options: Namespace) -> Told:
    owner = family(options)
    confirm(options, f"Utiliser l’avoir de la famille {owner.name} pour ce qu’elle doit.")
    done = use_credit(act(options, owner.id))
    yield done
    yield f"{euros(done.used_cents)} d’avoir utilisés ; il en reste {euros(done.left_cents)}."


def refund(options: Namespace) -> Told:
    owner = family(options)
    confirm(options, f"Noter que {euros(options.amount)} ont été rendus à la famille {owner.name}.")
    done = refund_credit(
        act(options, owner.id),
        options.amount,
        means=CounterMeans(options.means),
        reference=options.reference or "",
    )
    yield done
    yield f"{euros(done.amount_cents)} rendus ; il reste {euros(done.left_cents)} d’avoir."


def remind(options: Namespace) -> Told:
    confirm(options, "Envoyer les rappels qui sont à envoyer aujourd’hui.")
    done = send_reminders(options.commune, by=BY, now=wiring.now())
    yield done
    yield f"Rappels envoyés : {done.sent}."
    if done.more:
        yield "Il en reste à envoyer : relancez la commande."
    if done.failed:
        yield f"{done.failed} n’ont pas pu partir : ils partiront à la prochaine fois."


def hand_over(options: Namespace) -> Told:
    owner, named = family_of_act(options)
    confirm(options, "Transmettre au Trésor public : la famille ne pourra plus payer à la régie.")
    done = hand_over_debts(act(options, owner), tuple(named))
    yield done
    yield f"Au Trésor public : {counted(len(done.invoices), 'facture')}, {euros(done.amount_cents)}."


def end_alert(options: Namespace) -> Told:
    alert = alerts.alert(options.commune, options.alert).value
    confirm(options, f"Clore l’alerte « {TITLES[alert.kind]} » de la facture {alert.number}.")
    asked = act(options, alert.family)
    yield close_alert(options.commune, alert.id, by=asked.by, note=options.note, key=asked.key, now=asked.now)
    yield "Alerte close."


def recall(options: Namespace) -> Told:
    debt = invoice(options, options.invoice)
    confirm(options, f"Reprendre au Trésor public la facture {options.invoice}.")
    done = recall_debt(act(options, debt.family), debt.invoice, reason=options.reason)
    yield done
    yield f"La régie encaisse à nouveau la facture {options.invoice} : {euros(done.left_cents)}."
