"""An invoice and the one that stands for it ask once, for what the régisseur left of it."""

from dataclasses import replace

from functions.domain.billing.lines_already_invoiced import SentInvoice, asked_by
from functions.domain.billing.lines_to_invoice import InvoicedLine
from functions.domain.invoices.invoice import Invoice, InvoiceNumber, Issue, debtor_of, issuer_of
from functions.domain.invoices.invoice_lines import InvoiceLine, Reason, total_cents
from functions.domain.invoices.receivable import receivable_of
from functions.domain.invoices.reissue import LineCorrection, corrected
from tests.support.builders import a_commune, a_family, on

FIRST, SECOND = on("jeudi 2026-10-01"), on("vendredi 2026-10-02")
BOTH = tuple(
    InvoiceLine(day, "clara", "Clara", "restauration", "Restauration", 1, 345, Reason("QF 1"))
    for day in (FIRST, SECOND)
)


def sent(
    rank: int, lines: tuple[InvoiceLine, ...] = BOTH, *, instead_of: str = "", **credited: int
) -> SentInvoice:
    issue = Issue(issuer_of(a_commune()), "2026-10", SECOND, SECOND)
    number = InvoiceNumber("enfance", 2026, rank)
    invoice = Invoice(f"i{rank}", number, issue, debtor_of(a_family()), lines, instead_of=instead_of)
    by_place = {int(place.removeprefix("at_")): cents for place, cents in credited.items()}
    return SentInvoice(invoice, replace(receivable_of(invoice), credited=by_place))


def asks(*documents: SentInvoice) -> list[tuple[int, int, str]]:
    """What was asked for by line, what of it was taken back, and the number it is read by."""
    return [(each.line.amount_cents, each.taken_back_cents, each.number) for each in asked_by(documents)]


CANCELLED = sent(1, at_0=345, at_1=345)


def test_a_document_asks_for_its_lines_less_what_credit_notes_took_back() -> None:
    assert asks(sent(1, at_1=100)) == [(345, 0, "2026-000001"), (345, 100, "2026-000001")]


def test_issued_again_as_it_was_nothing_was_taken_back() -> None:
    assert asks(CANCELLED, sent(3, instead_of="i1")) == [(345, 0, "2026-000003"), (345, 0, "2026-000003")]


def test_what_was_taken_off_in_issuing_again_was_taken_back() -> None:
    lines = corrected(
        BOTH, {0: LineCorrection(quantity=0), 1: LineCorrection(unit_price_cents=200)}, credited={}
    )
    taken_back = [cents for _, cents, _ in asks(CANCELLED, sent(3, lines, instead_of="i1"))]
    assert taken_back == [345, 145]


def test_what_a_credit_note_took_back_before_and_after_stays_back() -> None:
    lines = corrected(BOTH, {}, credited={0: 100})
    taken_back = [cents for _, cents, _ in asks(CANCELLED, sent(3, lines, instead_of="i1", at_1=45))]
    assert taken_back == [100, 45]


def test_issued_again_twice_the_last_one_asks() -> None:
    lines = corrected(BOTH, {0: LineCorrection(unit_price_cents=300)}, credited={})
    again = sent(3, lines, instead_of="i1", at_0=300, at_1=345)
    last = sent(5, corrected(lines, {1: LineCorrection(unit_price_cents=300)}, credited={}), instead_of="i3")
    assert asks(CANCELLED, again, last) == [(345, 45, "2026-000005"), (345, 45, "2026-000005")]


def test_what_lapsed_asked_for_nothing() -> None:
    lapsed = sent(1, at_0=345, at_1=345)
    assert asks(SentInvoice(lapsed.invoice, replace(lapsed.debt, lapsed=True)), sent(2)) == asks(sent(2))


def test_without_the_first_at_hand_the_second_speaks_for_itself() -> None:
    assert list(asked_by([sent(3, instead_of="i1")])) == [InvoicedLine(line, "2026-000003") for line in BOTH]
    assert total_cents(BOTH) == 690
