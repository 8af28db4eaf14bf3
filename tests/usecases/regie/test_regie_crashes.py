"""Each act of the régisseur, killed after every call to the database in turn, then sent again: the effect of once."""

from collections.abc import Callable

import pytest

from functions.domain.invoices.reissue import LineCorrection
from tests.support import desk
from tests.support.crashes import Calls, Killed, dying
from tests.support.desk import check_books
from tests.support.effort import at_most

pytestmark = pytest.mark.usefixtures("till")

STEP = at_most(2, 1)
"""It is killed at every call in a soak, else at every second."""

Prepare = Callable[[str], Callable[[str], object]]
"""Of a month of its own, puts on the table what the act needs; answers the act, to be called with its key."""


def paid(month: str) -> str:
    return desk.pay(desk.cheque(800), desk.issue_month(month, 500).invoice).payment


def recording(month: str) -> Callable[[str], object]:
    invoice = desk.issue_month(month, 500, 300).invoice
    return lambda key: desk.pay(desk.cheque(900), invoice, key=key)


def rejecting(month: str) -> Callable[[str], object]:
    payment = paid(month)
    return lambda key: desk.reject(payment, key=key)


def crediting(month: str) -> Callable[[str], object]:
    invoice = desk.issue_month(month, 500).invoice
    desk.pay(desk.cash(200), invoice)
    return lambda key: desk.credit_note(invoice, key=key)


def writing_off(month: str) -> Callable[[str], object]:
    invoice = desk.issue_month(month, 500).invoice
    return lambda key: desk.write_off(invoice, 100, key=key)


def using(month: str) -> Callable[[str], object]:
    paid(month)
    return lambda key: desk.use(key=key)


def refunding(month: str) -> Callable[[str], object]:
    paid(month)
    return lambda key: desk.refund(200, key=key)


def reissuing(month: str) -> Callable[[str], object]:
    invoice = desk.issue_month(month, 500, 300).invoice
    desk.pay(desk.cash(200), invoice)
    return lambda key: desk.reissue(invoice, {0: LineCorrection(quantity=0)}, key=key)


def handing_over(month: str) -> Callable[[str], object]:
    invoice = desk.issue_month(month, 1500).invoice
    desk.remind_of_all()
    return lambda key: desk.hand_over(invoice, key=key, now=desk.AFTER_REMINDERS)


def recalling(month: str) -> Callable[[str], object]:
    invoice = desk.issue_month(month, 1500).invoice
    desk.remind_of_all()
    desk.hand_over(invoice, now=desk.AFTER_REMINDERS)
    return lambda key: desk.recall(invoice, key=key, now=desk.AFTER_REMINDERS)


def reminding(month: str) -> Callable[[str], object]:
    desk.issue_month(month, 500)
    return lambda _: desk.remind(desk.FIRST_REMINDER)


EVERY_ACT: list[Prepare] = [
    recording,
    rejecting,
    crediting,
    reissuing,
    writing_off,
    using,
    refunding,
    reminding,
    handing_over,
    recalling,
]


@pytest.mark.soak
@pytest.mark.parametrize("prepare", EVERY_ACT, ids=lambda prepare: prepare.__name__)
def test_killed_at_any_call_and_sent_again_it_is_done_once(prepare: Prepare) -> None:
    for at in range(1, 60, STEP):
        act = prepare(f"{2020 + at // 12}-{at % 12 + 1:02}")
        before, half = _everything(), None
        try:
            with dying(Calls(die_at=at, done_first=True)):
                act(f"the-key-{at}")
        except Killed:
            half = _everything()
        act(f"the-key-{at}")
        once = _everything()
        if half not in (None, before, once):
            # What was paid of the first invoice is credit, and the same key lets it pay for the second.
            assert prepare is reissuing, "half of an act was written"
        assert once != before
        if half is None:
            assert at > 4, "nothing was killed"
            check_books()
            return
    pytest.fail("the act never ends")


def _everything() -> tuple[object, ...]:
    return (desk.debts(), desk.purse(), desk.book(), desk.receipts(), desk.acts_told(), desk.letters())
