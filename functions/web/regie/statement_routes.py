"""The régisseur's encashment statements: closing one, listing them, reading one."""

from datetime import date

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.regie.encashment_statements import TillLine, TillStatement
from functions.domain.regie.till_movements import MovementKind
from functions.french.invoices.debts import means
from functions.french.words.numbers import in_words
from functions.storage.regie import encashment_statements
from functions.storage.town import communes
from functions.usecases.regie.close_statement import close_statement
from functions.web.api.endpoint import Routes
from functions.web.api.fields import of_this_century
from functions.web.api.paths import REGIE
from functions.web.callers.agents import OFFICE, REGISSEUR, Agent

routes = Routes(Blueprint(__name__))

STATEMENTS = f"{REGIE}/statements"


class StatementAsked(Struct):
    through: date
    """The last day in it."""

    def __post_init__(self) -> None:
        of_this_century(self.through)


class RegieTotal(Struct):
    means: str
    imputation: str
    """Empty for what became credit of families, or where the régie has no account."""
    amount_cents: int


class RegieStatement(Struct):
    number: str
    since: str | None
    """Instants, with an offset."""
    until: str
    count: int
    before_cents: int
    """What the year's statements before it come to."""
    total_cents: int
    total_in_words: str
    totals: list[RegieTotal]


class RegieStatements(Struct):
    statements: list[RegieStatement]
    """The newest first."""


class RegieStatementLine(Struct):
    order: int
    on: date
    kind: MovementKind
    means: str
    payer: str
    invoices: list[str]
    reference: str
    provider_id: str
    proof: str
    receipt: str
    amount_cents: int
    imputed: list[RegieTotal]


class RegieStatementDetail(Struct):
    summary: RegieStatement
    lines: list[RegieStatementLine]


@routes.route(
    "POST", STATEMENTS, REGISSEUR, takes=StatementAsked, answers=RegieStatement, status=201, keyed=True
)
def close_till(caller: Agent, asked: StatementAsked) -> RegieStatement:
    """State what was encashed until the end of a day, and close the book until then."""
    stated = close_statement(
        caller.commune, asked.through, key=caller.ask.idempotency_key, by=caller.account, now=caller.ask.now
    )
    return _summary(stated)


@routes.route("GET", STATEMENTS, OFFICE, answers=RegieStatements)
def list_statements(caller: Agent) -> RegieStatements:
    """Every statement of the régie that is whole."""
    regie = communes.commune(caller.commune).regie.code
    found = encashment_statements.all_of(caller.commune, regie)
    return RegieStatements([_summary(one) for one in found if one.done_at is not None])


@routes.route("GET", f"{STATEMENTS}/{{statement}}", OFFICE, answers=RegieStatementDetail)
def read_statement(caller: Agent) -> RegieStatementDetail:
    """A statement, line by line, by its number (`E2026-0003`)."""
    regie = communes.commune(caller.commune).regie.code
    stated = encashment_statements.statement(caller.commune, regie, caller.ask.path["statement"]).value
    lines = encashment_statements.lines(caller.commune, stated)
    return RegieStatementDetail(_summary(stated), [_line(line) for line in lines])


def _summary(stated: TillStatement) -> RegieStatement:
    return RegieStatement(
        stated.number.label,
        None if stated.since is None else stated.since.isoformat(),
        stated.until.isoformat(),
        stated.count,
        stated.before_cents,
        stated.total_cents,
        in_words(stated.total_cents),
        [RegieTotal(means(one.means), one.imputation, one.amount_cents) for one in stated.totals],
    )


def _line(line: TillLine) -> RegieStatementLine:
    return RegieStatementLine(
        line.order,
        line.on,
        line.kind,
        means(line.means),
        line.payer,
        list(line.invoices),
        line.reference,
        line.provider_id,
        line.proof,
        line.receipt,
        line.amount_cents,
        [RegieTotal(means(line.means), account, cents) for account, cents in line.imputed],
    )
