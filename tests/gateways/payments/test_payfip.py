"""The real client against the fake treasury, request by request over HTTP."""

import logging
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.payfip import PayFip
from functions.gateways.payments.port import (
    Means,
    PaymentState,
    ProviderRefused,
    ProviderUnavailable,
)
from infra.local.payfip import Failures, FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.serve import serve
from tests.gateways.treasury import REQUEST, Treasury

PARIS = ZoneInfo("Europe/Paris")


def test_opening_a_payment_gives_the_page_to_send_the_payer_to(treasury: Treasury) -> None:
    opened = treasury.open()
    assert opened.redirect_url == f"{treasury.pages}?idop={opened.provider_id}"
    assert treasury.visit(opened.provider_id) == 200


def test_two_openings_are_two_payments(treasury: Treasury) -> None:
    assert treasury.open().provider_id != treasury.open().provider_id


@pytest.mark.parametrize(
    ("means", "expected", "code"), [("carte", Means.CARD, "P"), ("prelevement", Means.DIRECT_DEBIT, "V")]
)
def test_a_paid_payment_says_what_how_much_when_and_how(
    treasury: Treasury, means: str, expected: Means, code: str
) -> None:
    idop = treasury.open().provider_id
    treasury.clock.wait(minutes=3)
    treasury.choose(idop, "payer", means)
    result = treasury.client().ask(idop)
    assert result.state is PaymentState.PAID
    assert result.means is expected
    assert (result.amount_cents, result.reference) == (4_250, "2026C000042")
    assert result.authorisation
    assert result.paid_at == datetime(2026, 11, 2, 18, 3, tzinfo=PARIS), "lundi 2026-11-02"
    assert result.mode is PaymentMode.LIVE
    assert result.provider_code == code
    assert result.settles(reference="2026C000042", amount_cents=4_250)


@pytest.mark.parametrize(("means", "code"), [("carte", "R"), ("prelevement", "Z")])
def test_a_refused_payment_has_no_date_and_no_authorisation(
    treasury: Treasury, means: str, code: str
) -> None:
    idop = treasury.open().provider_id
    treasury.choose(idop, "refuser", means)
    result = treasury.client().ask(idop)
    assert (result.state, result.provider_code) == (PaymentState.REFUSED, code)
    assert (result.paid_at, result.authorisation) == (None, None)


def test_a_payer_who_gave_up_may_come_back_and_pay(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.choose(idop, "abandonner")
    assert treasury.client().ask(idop).state is PaymentState.CANCELLED
    assert treasury.visit(idop) == 200
    treasury.choose(idop, "payer")
    assert treasury.client().ask(idop).state is PaymentState.PAID


def test_nothing_is_known_while_the_payer_is_on_the_page(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    assert treasury.client().ask(idop).state is PaymentState.PENDING
    treasury.visit(idop)
    treasury.clock.wait(minutes=90)
    result = treasury.client().ask(idop)
    assert (result.state, result.provider_code) == (PaymentState.PENDING, "P5")


def test_a_payment_that_nobody_came_to_expires_after_fifteen_minutes(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.clock.wait(minutes=15)
    assert treasury.client().ask(idop).state is PaymentState.PENDING
    treasury.clock.wait(seconds=1)
    result = treasury.client().ask(idop)
    assert (result.state, result.provider_code) == (PaymentState.EXPIRED, "P4")


def test_a_payment_that_came_to_nothing_is_purged_in_the_night(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.visit(idop)
    treasury.clock.now = datetime(2026, 11, 3, 3, 0, tzinfo=PARIS)  # mardi
    result = treasury.client().ask(idop)
    assert (result.state, result.provider_code) == (PaymentState.UNKNOWN_OR_PURGED, "P1")


def test_a_paid_payment_is_remembered_for_a_year(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.choose(idop, "payer")
    treasury.clock.wait(days=364)
    assert treasury.client().ask(idop).state is PaymentState.PAID


def test_a_payment_the_treasury_calls_used_is_neither_paid_nor_refused(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.fake.failures = Failures(ask_fault="P3")
    assert treasury.client().ask(idop).state is PaymentState.USED


def test_an_id_of_another_is_unknown(treasury: Treasury) -> None:
    assert treasury.client().ask(str(uuid4())).state is PaymentState.UNKNOWN_OR_PURGED


@pytest.mark.parametrize(
    "nonsense", ["", "1", "<!DOCTYPE a>", "a" * 10_000, "\n", "cc0cb210-1cd4-11ea-8cca-0213ad91a10"]
)
def test_what_is_no_id_is_unknown_without_asking_anybody(nonsense: str) -> None:
    nobody = PayFip(endpoint="http://127.0.0.1:9/", pages="http://127.0.0.1:9/")
    assert nobody.ask(nonsense).state is PaymentState.UNKNOWN_OR_PURGED


@pytest.mark.parametrize("failures", [Failures(result_code="Q"), Failures(ask_fault="P9")])
def test_an_unknown_result_is_held_and_alerts(
    treasury: Treasury, failures: Failures, caplog: pytest.LogCaptureFixture
) -> None:
    idop = treasury.open().provider_id
    treasury.choose(idop, "payer")
    treasury.fake.failures = failures
    assert treasury.client().ask(idop).state is PaymentState.HELD
    assert [record.levelname for record in caplog.records if record.levelno > logging.INFO] == ["WARNING"]


def test_a_wrong_amount_is_reported_as_it_is_and_settles_nothing(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.choose(idop, "payer")
    treasury.fake.failures = Failures(amount_cents=100)
    result = treasury.client().ask(idop)
    assert (result.state, result.amount_cents) == (PaymentState.PAID, 100)
    assert not result.settles(reference="2026C000042", amount_cents=4_250)


def test_test_and_activation_payments_say_so(treasury: Treasury) -> None:
    for mode in PaymentMode:
        idop = treasury.open(mode=mode).provider_id
        treasury.choose(idop, "payer")
        assert treasury.client().ask(idop).mode is mode


@pytest.mark.parametrize(
    ("paid_at", "told"),
    [
        # dimanche 2026-10-25: 2 h 30 strikes twice in Paris, and the treasury does not say which.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        # dimanche 2026-03-29: from 2 h straight to 3 h.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_paid_at_holds_on_the_nights_when_clocks_change(
    treasury: Treasury, paid_at: datetime, told: datetime
) -> None:
    treasury.clock.now = paid_at - timedelta(minutes=1)
    idop = treasury.open().provider_id
    treasury.clock.now = paid_at
    treasury.choose(idop, "payer")
    result = treasury.client().ask(idop)
    assert result.paid_at is not None
    assert result.paid_at.astimezone(UTC) == told


@pytest.mark.parametrize(
    ("sent", "tampered", "code", "field"),
    [
        ("<numcli>006270</numcli>", "<numcli>6270</numcli>", "T1", "client"),
        ("<montant>4250</montant>", "<montant>42,50</montant>", "M1", "amount_cents"),
        ("<montant>4250</montant>", "<montant>99</montant>", "M3", "amount_cents"),
        ("<montant>4250</montant>", "<montant>10000000</montant>", "M5", "amount_cents"),
        ("<mel>marc.testmp@exemple.fr</mel>", "", "A1", "payer_email"),
        ("<mel>marc.testmp@exemple.fr</mel>", "<mel>marc.testmp</mel>", "A2", "payer_email"),
        ("api/payfip/notifications", "a" * 250, "N1", "notification_url"),
        ("<urlredirect>https:", "<urlredirect>javascript:", "D1", "return_url"),
        ("<refdet>2026C000042</refdet>", "<refdet>2026-042</refdet>", "R3", "reference"),
        ("<saisie>W</saisie>", "<saisie>Z</saisie>", "S1", "mode"),
        ("<exer>2026</exer>", "<exer>26</exer>", "E1", None),
        ("<objet>", "<objet>é", "O1", None),
    ],
)
def test_a_field_the_treasury_refuses_comes_back_by_our_name(
    sent: str, tampered: str, code: str, field: str | None
) -> None:
    fake = FakePayFip()

    def tamper(method, path, query, headers, body):
        assert sent in body.decode()
        return fake.handle(method, path, query, headers, body.decode().replace(sent, tampered).encode())

    with serve(tamper) as origin, pytest.raises(ProviderRefused) as refusal:
        PayFip(endpoint=origin + SERVICE_PATH, pages=origin + PAGE_PATH).open_payment(REQUEST)
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    "failures",
    [
        Failures(http_status=502),
        Failures(http_status=503),
        Failures(technical_fault=True),
        Failures(http_status=302),
    ],
)
def test_a_breakdown_says_nothing_about_the_payment(treasury: Treasury, failures: Failures) -> None:
    idop = treasury.open().provider_id
    treasury.fake.failures = failures
    with pytest.raises(ProviderUnavailable):
        treasury.client().ask(idop)
    with pytest.raises(ProviderUnavailable):
        treasury.open()


def test_a_treasury_that_hangs_is_unavailable_in_time(treasury: Treasury) -> None:
    idop = treasury.open().provider_id
    treasury.fake.failures = Failures(hang=True)
    hasty = treasury.client(answer_seconds=0.1)
    started = time.monotonic()
    with pytest.raises(ProviderUnavailable, match="TimeoutError"):
        hasty.ask(idop)
    with pytest.raises(ProviderUnavailable, match="TimeoutError"):
        hasty.open_payment(REQUEST)
    assert time.monotonic() - started < 2


def test_nobody_at_the_address_is_unavailable() -> None:
    with pytest.raises(ProviderUnavailable, match="ConnectionRefusedError"):
        PayFip(endpoint="http://127.0.0.1:9/", pages="http://127.0.0.1:9/").open_payment(REQUEST)


def test_one_opening_is_one_request_even_when_the_answer_is_lost() -> None:
    requests = []

    def lose(method, path, query, headers, body):
        requests.append(method)
        return 504, {}, b""

    with serve(lose) as origin, pytest.raises(ProviderUnavailable):
        PayFip(endpoint=origin, pages=origin).open_payment(REQUEST)
    assert requests == ["POST"]


def test_logs_carry_ids_and_never_the_payer(treasury: Treasury, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    opened = treasury.open()
    treasury.choose(opened.provider_id, "payer")
    treasury.client().ask(opened.provider_id)
    ours = "\n".join(record.getMessage() for record in caplog.records)
    assert opened.provider_id in ours
    assert "exemple.fr" not in ours
    assert REQUEST.subject not in ours
