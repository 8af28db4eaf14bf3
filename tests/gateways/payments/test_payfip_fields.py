"""What we accept, the treasury accepts; what we refuse is never sent."""

import string
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.payfip import PayFip, transliterate
from functions.gateways.payments.port import PaymentRequest, ProviderRefused
from infra.local.payfip import FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.serve import serve
from tests.gateways.treasury import REQUEST

UNREACHABLE = PayFip(endpoint="http://127.0.0.1:9/", pages="http://127.0.0.1:9/")


@pytest.fixture(scope="module")
def payfip() -> Iterator[PayFip]:
    with serve(FakePayFip().handle) as origin:
        yield PayFip(endpoint=origin + SERVICE_PATH, pages=origin + PAGE_PATH)


def mostly(plausible: st.SearchStrategy, anything: st.SearchStrategy) -> st.SearchStrategy:
    """Now and then, anything."""
    return st.integers(0, 29).flatmap(lambda die: anything if die == 0 else plausible)


def texts(alphabet: str, shortest: int, longest: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=shortest, max_size=longest)


ALPHANUMERIC = string.ascii_letters + string.digits
ANY_TEXT = st.text(max_size=300)
URLS = st.builds(
    "{}://{}/{}".format,
    st.sampled_from(["https", "http"]),
    st.sampled_from(["preau.example", "127.0.0.1:8000", "a" * 150 + ".fr"]),
    texts(ALPHANUMERIC + "/?&=%.;:@[]()'\"<>~", 0, 90),
)
REQUESTS = st.builds(
    PaymentRequest,
    client=mostly(texts(string.digits, 6, 6), ANY_TEXT),
    reference=mostly(texts(ALPHANUMERIC, 6, 30), ANY_TEXT),
    subject=mostly(st.builds("Facture {}".format, st.text(max_size=250)), ANY_TEXT),
    amount_cents=mostly(st.integers(100, 9_999_999), st.integers(-10, 10_000_010)),
    year=mostly(st.integers(2000, 2099), st.integers()),
    payer_email=mostly(st.emails(), ANY_TEXT),
    return_url=mostly(URLS, ANY_TEXT),
    notification_url=mostly(URLS, ANY_TEXT),
    mode=st.sampled_from(PaymentMode),
)


@given(REQUESTS)
@settings(max_examples=300, deadline=None)
def test_whatever_we_accept_the_treasury_accepts(payfip: PayFip, request_: PaymentRequest) -> None:
    try:
        payfip.open_payment(request_)
    except ProviderRefused as refusal:
        event(f"refused: {refusal.field}")
        assert refusal.code == "invalid", f"only the treasury saw that {refusal.field} was wrong"
    else:
        event("accepted")


@given(st.emails(), st.text(min_size=1, max_size=150))
@settings(max_examples=100, deadline=None)
def test_ordinary_addresses_and_any_subject_with_a_letter_pass(
    payfip: PayFip, email: str, subject: str
) -> None:
    if not 6 <= len(email) <= 80:
        email = REQUEST.payer_email
    payfip.open_payment(replace(REQUEST, payer_email=email, subject=f"Facture {subject}"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("client", "06270"),
        ("client", "0062701"),
        ("client", "00627A"),
        ("client", "٠٠٦٢٧٠"),
        ("client", "006270\n"),
        ("reference", "ABCDE"),
        ("reference", "A" * 31),
        ("reference", "2026-000042"),
        ("reference", "2026É00042"),
        ("reference", "2026C000042\n"),
        ("subject", ""),
        ("subject", "€ – €"),
        ("amount_cents", 99),
        ("amount_cents", 0),
        ("amount_cents", -4_250),
        ("amount_cents", 10_000_000),
        ("year", 26),
        ("year", 20_260),
        ("payer_email", "a@b.c"),
        ("payer_email", "marc.exemple.fr"),
        ("payer_email", "marc@exemple"),
        ("payer_email", "márc@exemple.fr"),
        ("payer_email", f"{'a' * 70}@exemple.fr"),
        ("payer_email", "marc@exemple.fr, autre@exemple.fr"),
        ("payer_email", "marc@exemple.fr\n"),
        ("return_url", "/espace/paiement/"),
        ("return_url", "javascript:alert(1)"),
        ("return_url", "https://preau.example/#fragment"),
        ("return_url", "https://preau.example/" + "a" * 228),
        ("notification_url", ""),
        ("notification_url", "https://preau.example/a b"),
    ],
)
def test_what_the_treasury_would_refuse_is_not_sent(field: str, value: object) -> None:
    with pytest.raises(ProviderRefused) as refusal:
        UNREACHABLE.open_payment(replace(REQUEST, **{field: value}))  # type: ignore[arg-type]
    assert (refusal.value.code, refusal.value.field) == ("invalid", field)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_cents": 100},
        {"amount_cents": 9_999_999},
        {"reference": "A" * 6},
        {"reference": "9" * 30},
        {"payer_email": "a@b.fr"},
        {"payer_email": "prenom.d'un+cantine@sous-domaine.exemple.fr"},
        {"payer_email": f"{'a' * 69}@exemple.fr"},
        {"return_url": "https://preau.example/" + "a" * 227},
        {"return_url": "http://127.0.0.1:8000/espace/paiement/?id=a&b=%C3%A9"},
        {"subject": "É" * 300},
    ],
)
def test_the_limits_themselves_are_accepted(payfip: PayFip, changes: dict) -> None:
    assert payfip.open_payment(replace(REQUEST, **changes)).provider_id


@pytest.mark.parametrize(
    ("french", "sent"),
    [
        ("Cantine d'été – École n° 3", "Cantine d ete Ecole n 3"),
        ("Garderie  du matin,\u00a0CŒUR de ville : ça y est !", "Garderie du matin COEUR de ville ca y est"),
        ("L’œuf d’Ægir", "L oeuf d AEgir"),
        ("  12,50 €  ", "12 50"),
        ("Nguyễn Çelik Łukasz", "Nguyen Celik ukasz"),
        ("\x00<objet>&amp;", "objet amp"),
    ],
)
def test_a_subject_keeps_its_words_and_loses_its_accents(french: str, sent: str) -> None:
    assert transliterate(french) == sent


@given(st.text())
def test_a_subject_is_transliterated_once_and_for_all(text: str) -> None:
    once = transliterate(text)
    assert transliterate(once) == once
    assert len(once) <= 100
    assert set(once) <= set(string.ascii_letters + string.digits + " ")
