"""What the régisseur does."""

from functions.domain.invoices.reissue import LineCorrection
from functions.usecases.regie.close_statement import close_statement
from functions.usecases.regie.send_debt_reminders import send_reminders
from tests.support import desk
from tests.support.acts.act import KEY, Do, without_failures, writes
from tests.support.builders import (
    paris,
)
from tests.support.till import an_issued_invoice


def _debt(*cents: int) -> str:
    an_issued_invoice()
    return desk.issue_month("2026-09", *cents).invoice


@writes("regie.record_payment", "regie.regie_act")
def recording_a_payment() -> Do:
    invoice = _debt(500, 300)
    return lambda: desk.pay(desk.cheque(900), invoice, key=KEY)


@writes("regie.reject_payment")
def rejecting_a_payment() -> Do:
    payment = desk.pay(desk.cheque(800), _debt(500)).payment
    return lambda: desk.reject(payment, key=KEY)


@writes("regie.issue_credit_note")
def crediting() -> Do:
    invoice = _debt(500)
    desk.pay(desk.cash(200), invoice)
    return lambda: desk.credit_note(invoice, key=KEY)


@writes("regie.reissue_invoice")
def issuing_again() -> Do:
    invoice = _debt(500, 300)
    return lambda: desk.reissue(invoice, {0: LineCorrection(quantity=0)}, key=KEY)


@writes("regie.write_off")
def writing_off() -> Do:
    invoice = _debt(500)
    return lambda: desk.write_off(invoice, 100, key=KEY)


@writes("regie.use_credit")
def using_credit() -> Do:
    desk.pay(desk.cheque(800), _debt(500))
    return lambda: desk.use(key=KEY)


@writes("regie.refund_credit")
def refunding() -> Do:
    desk.pay(desk.cheque(800), _debt(500))
    return lambda: desk.refund(200, key=KEY)


@writes("regie.hand_over_debts")
def handing_over() -> Do:
    invoice = _debt(1500)
    desk.remind_of_all()
    return lambda: desk.hand_over(invoice, key=KEY, now=desk.AFTER_REMINDERS)


@writes("regie.recall_debt")
def recalling() -> Do:
    invoice = _debt(1500)
    desk.remind_of_all()
    desk.hand_over(invoice, now=desk.AFTER_REMINDERS)
    return lambda: desk.recall(invoice, key=KEY, now=desk.AFTER_REMINDERS)


@writes("regie.send_debt_reminders")
def reminding_of_debts() -> Do:
    _debt(500)
    return lambda: without_failures(send_reminders("lisse", by="job", now=desk.FIRST_REMINDER))


@writes("regie.close_statement")
def closing_a_statement() -> Do:
    desk.pay(desk.cheque(500), _debt(500))
    return lambda: close_statement(
        "lisse", desk.TODAY, key=KEY, by=desk.REGISSEUR, now=paris("mardi 2026-11-03 08:00")
    )
