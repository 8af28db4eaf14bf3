"""What a régisseur reads: unpaid invoices, what the treasury collects, one family, one invoice."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from functions import wiring
from functions.domain.invoices.credit import left_cents
from functions.domain.invoices.receivable import InvoiceState, LedgerEntry, Receivable
from functions.domain.regie.unpaid import Unpaid
from functions.french.invoices import debts
from functions.french.invoices.alerts import TITLES
from functions.french.invoices.alerts import sentence as alert_sentence
from functions.french.words import parties
from functions.french.words.money import euros
from functions.storage.invoices import invoices
from functions.storage.regie import alerts, counter_payments, online_payments
from functions.storage.town import communes
from functions.usecases.regie.list_unpaid import list_handed_over, list_unpaid
from infra.french import counted
from infra.regie.asking import family, invoice
from infra.regie.sheets import Sheet, decimal, inert, sheet

STATES = {
    InvoiceState.OPEN: "à payer",
    InvoiceState.OVERDUE: "en retard",
    InvoiceState.HANDED_OVER: "au Trésor public",
    InvoiceState.PAID: "payée",
    InvoiceState.CANCELLED: "annulée",
}
COLUMNS = (
    *("Débiteur", "Adresse", "Facture", "Période", "Enfants", "Émise le", "Échéance", "Jours de retard"),
    *("Dû", "Réglé", "Reste", "Rappels", "État", "Moins de 15 €"),
)


def unpaid(options: Namespace) -> Iterator[object]:
    yield from _listed(list_unpaid(options.commune, now=wiring.now()), options)


def handed_over(options: Namespace) -> Iterator[object]:
    yield from _listed(list_handed_over(options.commune, now=wiring.now()), options)


def waiting_alerts(options: Namespace) -> Iterator[object]:
    """What only the régisseur can settle, each with what to do."""
    zone = communes.commune(options.commune).clock
    found = list(alerts.open_alerts(options.commune))
    for alert in found:
        yield alert
        yield f"{alert.at.astimezone(zone):%d/%m/%Y %H:%M}  {TITLES[alert.kind]}  [{alert.id}]"
        yield f"    {alert_sentence(alert)}"
    if not found:
        yield "Aucune alerte."


def account(options: Namespace) -> Iterator[object]:
    """All of one family."""
    owner = family(options)
    town = communes.commune(options.commune)
    today = town.day_of(wiring.now())
    attempts = {one.id: one for one in online_payments.of_family(options.commune, owner.id)}
    held = left_cents(invoices.credits_of(options.commune, owner.id))
    found = invoices.receivables(options.commune, owner.id)
    yield f"Famille {owner.name} ({owner.id})"
    yield {"family": owner.id, "credit_cents": held}
    for debt in found:
        yield {
            "number": debt.number.label,
            "state": debt.state(today).value,
            "total_cents": debt.total_cents,
            "left_cents": debt.balance_cents,
        }
        yield _invoice_line(debt, STATES[debt.state(today)])
        for entry in debt.entries:
            attempt = attempts.get(entry.source)
            means = attempt.means if attempt is not None else entry.means
            said = debts.entry(entry, means_code=means, day=town.day_of(entry.at))
            yield f"    {_signed(entry)}  {said}{f' [{attempt.id}]' if attempt is not None else ''}"
    for one in counter_payments.of_family(options.commune, owner.id):
        rejected = ", rejeté" if one.rejected_at is not None else ""
        yield f"  Reçu {one.number.label} : {euros(one.received.amount_cents)}{rejected}"
    yield f"  Avoir de la famille : {euros(held)}"


def lines(options: Namespace) -> Iterator[object]:
    """The lines of an invoice, numbered as `credit-note --line` and `reissue --line` name them."""
    debt = invoice(options, options.invoice)
    document, _ = invoices.invoice(options.commune, debt.family, debt.invoice)
    for place, line in enumerate(document.lines):
        taken = debt.credited.get(place, 0)
        yield {"line": place + 1, "amount_cents": line.amount_cents, "credited_cents": taken}
        credited = f", dont {euros(taken)} en avoir" if taken else ""
        yield (
            f"{place + 1:>3}  {line.day}  {line.child_name}, {line.service_name} : "
            f"{line.quantity} × {euros(line.unit_price_cents)} = {euros(line.amount_cents)}{credited}"
        )
    yield f"Total : {euros(debt.total_cents)} ; reste : {euros(debt.balance_cents)}"


def _listed(found: Sequence[Unpaid], options: Namespace) -> Iterator[object]:
    if options.csv:
        yield _csv(found)
        return
    for row in found:
        yield _jsonable(row)
        flags = "".join(
            (
                ", paiement en ligne en cours" if row.paying else "",
                ", moins de 15 €" if row.below_minimum else "",
                ", à transmettre" if row.ready_for_hand_over and not row.below_minimum else "",
            )
        )
        yield (
            f"{row.number}  {' et '.join(parties.people(row.debtor))} : {euros(row.left_cents)} "
            f"depuis le {row.due_on} ({row.days_late} jours, {counted(row.reminders, 'rappel')}{flags})"
        )
    yield f"{counted(len(found), 'facture')}, {euros(sum(row.left_cents for row in found))}"


def _jsonable(row: Unpaid) -> dict[str, Any]:
    return asdict(row)


def _csv(found: Sequence[Unpaid]) -> Sheet:
    rows = (
        (
            " et ".join(parties.people(row.debtor)),
            ", ".join(parties.address(row.debtor.address)),
            row.number,
            row.period,
            ", ".join(row.children),
            f"{row.issued_on:%d/%m/%Y}",
            f"{row.due_on:%d/%m/%Y}",
            str(row.days_late),
            decimal(row.total_cents),
            decimal(row.settled_cents),
            decimal(row.left_cents),
            str(row.reminders),
            STATES[row.state],
            "oui" if row.below_minimum else "",
        )
        for row in found
    )
    return sheet(COLUMNS, ([inert(cell) for cell in row] for row in rows))


def _signed(entry: LedgerEntry) -> str:
    return f"{euros(entry.amount_cents):>12}"


def _invoice_line(debt: Receivable, state: str) -> str:
    return (
        f"  Facture {debt.number.label} ({debt.period}), {euros(debt.total_cents)} : {state}, "
        f"reste {euros(debt.balance_cents)}"
    )
