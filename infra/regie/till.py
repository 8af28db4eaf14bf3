"""The till's statements on the command line."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import uuid4

from functions import wiring
from functions.domain.regie.encashment_statements import TillLine, TillStatement
from functions.domain.regie.till_movements import MovementKind
from functions.french.invoices.debts import means
from functions.french.words.dates import date_long
from functions.french.words.money import euros
from functions.french.words.numbers import in_words
from functions.storage.regie import encashment_statements
from functions.storage.town import communes
from functions.usecases.regie.close_statement import close_statement
from infra.french import counted
from infra.regie.asking import BY, confirm
from infra.regie.sheets import Sheet, decimal, inert, sheet

KINDS = {
    MovementKind.RECEIVED: "encaissement",
    MovementKind.REJECTED: "rejet",
    MovementKind.REFUNDED: "remboursement",
}
COLUMNS = (
    *("Ordre", "Date", "Nature", "Mode", "Payeur", "Factures", "Référence", "Opération"),
    *("Autorisation, chèque", "Reçu", "Montant", "Imputation"),
)


def statement(options: Namespace) -> Iterator[object]:
    confirm(options, f"Arrêter les encaissements jusqu’au {date_long(options.through)} inclus.")
    key = options.key or uuid4().hex
    stated = close_statement(options.commune, options.through, key=key, by=BY, now=wiring.now())
    yield from _told(options, stated)


def statements(options: Namespace) -> Iterator[object]:
    """The newest first."""
    town = communes.commune(options.commune)
    for stated in encashment_statements.all_of(options.commune, communes.commune(options.commune).regie.code):
        yield {
            "number": stated.number.label,
            "until": stated.until,
            "count": stated.count,
            "total_cents": stated.total_cents,
        }
        last = town.day_of(stated.until) - timedelta(1)
        yield f"{stated.number.label}  jusqu’au {last} : {counted(stated.count, 'ligne')}, {euros(stated.total_cents)}"


def read_statement(options: Namespace) -> Iterator[object]:
    """One that was closed, as a text to sign or as a sheet."""
    regie = communes.commune(options.commune).regie.code
    stated = encashment_statements.statement(options.commune, regie, options.number).value
    if options.csv:
        yield _csv(encashment_statements.lines(options.commune, stated))
    else:
        yield from _told(options, stated)


def _told(options: Namespace, stated: TillStatement) -> Iterator[object]:
    town = communes.commune(options.commune)
    last = town.day_of(stated.until) - timedelta(1)
    yield f"{town.name}, {town.regie.name}"
    yield f"État des encaissements {stated.number.label}, jusqu’au {date_long(last)}"
    yield {
        "number": stated.number.label,
        "until": stated.until,
        "count": stated.count,
        "before_cents": stated.before_cents,
        "total_cents": stated.total_cents,
    }
    for line in encashment_statements.lines(options.commune, stated):
        yield line
        proofs = [line.reference, line.provider_id, line.proof, line.receipt]
        told = ", ".join(filter(None, [KINDS[line.kind], means(line.means), *line.invoices, *proofs]))
        yield f"{line.order:>4}  {line.on}  {euros(line.amount_cents):>12}  {line.payer} : {told}"
    for total in stated.totals:
        yield total
        account = f", imputation {total.imputation}" if total.imputation else ""
        yield f"  {means(total.means)}{account} : {euros(total.amount_cents)}"
    yield f"Total de cet état : {euros(stated.total_cents)}"
    yield f"Cumul précédent de l’année : {euros(stated.before_cents)}"
    yield f"Cumul : {euros(stated.before_cents + stated.total_cents)}"
    yield f"Arrêté à la somme de {in_words(stated.total_cents)}."
    yield "À                    , le                    Le régisseur, signature :"


def _csv(lines: Sequence[TillLine]) -> Sheet:
    """One row an account, so that a spreadsheet can add them up."""
    return sheet(COLUMNS, (row for line in lines for row in _rows(line)))


def _rows(line: TillLine) -> Iterator[list[str]]:
    cells = (
        str(line.order),
        f"{line.on:%d/%m/%Y}",
        KINDS[line.kind],
        means(line.means),
        line.payer,
        ", ".join(line.invoices),
        line.reference,
        line.provider_id,
        line.proof,
        line.receipt,
    )
    for account, cents in line.imputed:
        yield [*map(inert, cells), decimal(cents), account]
