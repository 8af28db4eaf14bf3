"""What a statement says of each movement: under which account, to the cent."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.regie.counter_payments import Share
from functions.domain.regie.encashment_statements import StatementNumber, TillLine, Total, impute, totals
from functions.domain.regie.till_movements import Movement, MovementKind
from functions.domain.town.commune import Regie
from tests.support.builders import on
from tests.support.debts import AT, a_line, an_invoice

REGIE = Regie("enfance", "Régie enfance", imputation="7067", imputations={"club": "70632"})


def document(canteen: int, club: int):
    invoice = an_invoice(canteen)
    return replace(invoice, lines=(a_line(canteen), replace(a_line(club), service="club")))


def a_movement(cents: int, *shares: int) -> Movement:
    parts = tuple(Share("i42", "2026-000042", each) for each in shares)
    return Movement("m1", AT, MovementKind.RECEIVED, "cash", cents, "testmp", "p1", parts)


def test_a_statement_is_numbered_apart() -> None:
    assert StatementNumber("enfance", 2026, 3).label == "E2026-0003"


def test_a_payment_is_shared_by_what_the_invoice_asked_for() -> None:
    found = impute(a_movement(1000, 1000), {"i42": document(300, 700)}, REGIE)
    assert found == (("70632", 700), ("7067", 300))


def test_what_became_credit_is_under_no_account_yet() -> None:
    assert dict(impute(a_movement(1000, 600), {"i42": document(300, 0)}, REGIE)) == {"7067": 600, "": 400}
    assert dict(impute(a_movement(-400), {}, REGIE)) == {"": -400}


def test_what_is_taken_off_an_invoice_earns_nothing() -> None:
    assert dict(impute(a_movement(500, 500), {"i42": document(700, -200)}, REGIE)) == {"7067": 500}


@given(st.integers(0, 9000), st.integers(0, 9000), st.integers(1, 9000), st.integers(0, 9000))
def test_no_cent_is_lost_and_a_rejection_undoes_it_all(
    canteen: int, club: int, paid: int, beyond: int
) -> None:
    documents = {"i42": document(canteen, club)}
    taken = impute(a_movement(paid + beyond, paid), documents, REGIE)
    assert sum(cents for _, cents in taken) == paid + beyond
    back = impute(a_movement(-paid - beyond, -paid), documents, REGIE)
    assert back == tuple((account, -cents) for account, cents in taken)


def test_totals_are_by_means_and_account() -> None:
    line = TillLine(
        1, on("jeudi 2026-11-12"), MovementKind.RECEIVED, "cash", "T", (), "", "", "", "", 500,
        (("7067", 300), ("70632", 200)),
    )  # fmt: skip
    back = replace(line, order=2, amount_cents=-300, imputed=(("7067", -300),))
    other = replace(line, order=3, means="cheque")
    assert totals([line, back, other]) == (
        Total("cash", "70632", 200),
        Total("cash", "7067", 0),
        Total("cheque", "70632", 200),
        Total("cheque", "7067", 300),
    )
