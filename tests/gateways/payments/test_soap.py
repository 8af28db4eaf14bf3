"""Answers that the treasury should never give, and that must not hurt."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.gateways.payments.payfip import NAMESPACE, PayFip
from functions.gateways.payments.port import PaymentResult, PaymentState, ProviderUnavailable
from functions.gateways.payments.soap import ENVELOPE
from infra.local.payfip.serve import serve

IDOP = str(uuid4())
OPERATION = "recupererDetailPaiementSecuriseResponse"
PAID = {
    "dattrans": "02112026",
    "heurtrans": "1803",
    "idOp": IDOP,
    "montant": "4250",
    "refdet": "2026C000042",
    "resultrans": "P",
    "saisie": "W",
}


def envelope(content: str, prolog: str = "") -> bytes:
    return f'{prolog}<S:Envelope xmlns:S="{ENVELOPE}"><S:Body>{content}</S:Body></S:Envelope>'.encode()


def answer(**fields: str) -> bytes:
    values = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return envelope(f'<n:{OPERATION} xmlns:n="{NAMESPACE}"><return>{values}</return></n:{OPERATION}>')


def ask(body: bytes, status: int = 200) -> PaymentResult:
    with serve(lambda *_: (status, {"Content-Type": "text/xml"}, body)) as origin:
        return PayFip(endpoint=origin, pages=origin).ask(IDOP)


BOMB = "<!DOCTYPE b [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a good answer under a DOCTYPE": lambda: b"<!DOCTYPE S>" + answer(**PAID),
    "a result that hides in an entity": lambda: (
        b"<!DOCTYPE S [<!ENTITY p 'P'>]>" + answer(**PAID | {"resultrans": "&p;"})
    ),
    "a bomb of entities": lambda: envelope("&i;", prolog=BOMB + "]>"),
    "a local file": lambda: envelope("&f;", prolog="<!DOCTYPE f [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"),
    "an external DTD": lambda: envelope("", prolog='<!DOCTYPE f SYSTEM "http://127.0.0.1:9/f.dtd">'),
    "a bomb in another encoding": lambda: (
        envelope("&i;", prolog='<?xml version="1.0" encoding="UTF-16"?>' + BOMB + "]>")
        .decode()
        .encode("utf-16")
    ),
    "a bomb in a latin disguise": lambda: envelope(
        "&i;", prolog='<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE b+AD4-'
    ),
    "more than we read": lambda: answer(**PAID, objet="a" * 70_000),
    "a web page": lambda: b"<html><body><p>Service indisponible<br></body></html>",
    "well-formed nonsense": lambda: b"<a/>",
    "nothing": lambda: b"",
    "half an answer": lambda: answer(**PAID)[:-20],
    "an empty body": lambda: envelope(""),
    "another operation": lambda: answer(**PAID).replace(b"recupererDetail", b"creer"),
    "no return value": lambda: envelope(f'<n:{OPERATION} xmlns:n="{NAMESPACE}"/>'),
    "bytes": lambda: bytes(range(256)),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("status", [200, 500])
def test_what_is_no_answer_is_unavailable(body: Callable[[], bytes], status: int) -> None:
    with pytest.raises(ProviderUnavailable):
        ask(body(), status)


def test_a_plain_answer_is_read_whatever_the_prefixes() -> None:
    assert ask(answer(**PAID)).state is PaymentState.PAID
    assert ask(answer(**PAID).replace(b"n:", b"ns17:").replace(b":n=", b":ns17=")).state is PaymentState.PAID


def test_the_id_is_read_in_either_case_since_guide_and_wsdl_differ() -> None:
    assert ask(answer(**PAID).replace(b"idOp", b"idop")).state is PaymentState.PAID


def test_a_paid_answer_in_an_error_is_not_believed() -> None:
    with pytest.raises(ProviderUnavailable):
        ask(answer(**PAID), status=500)


@pytest.mark.parametrize(
    "odd",
    [
        {"idOp": str(uuid4())},
        {"montant": ""},
        {"montant": "42,50"},
        {"montant": "-4250"},
        {"montant": "4250.0"},
        {"montant": "٤٢٥٠"},
        {"refdet": ""},
        {"dattrans": ""},
        {"dattrans": "30022026"},
        {"dattrans": "2026-11-02"},
        {"heurtrans": "2460"},
        {"heurtrans": ""},
        {"resultrans": ""},
        {"resultrans": "p"},
        {"resultrans": "PP"},
    ],
)
def test_a_paid_answer_we_cannot_account_for_is_held_never_refused(odd: dict[str, str]) -> None:
    assert ask(answer(**PAID | odd)).state is PaymentState.HELD


def test_a_fault_without_detail_is_unavailable() -> None:
    fault = "<S:Fault><faultcode>S:Client</faultcode><faultstring>no</faultstring></S:Fault>"
    with pytest.raises(ProviderUnavailable):
        ask(envelope(fault), status=500)


def test_a_known_fault_is_read_even_under_200() -> None:
    detail = f'<n:FonctionnelleErreur xmlns:n="{NAMESPACE}"><code>P5</code></n:FonctionnelleErreur>'
    fault = f"<S:Fault><faultcode>S:Server</faultcode><detail>{detail}</detail></S:Fault>"
    assert ask(envelope(fault)).state is PaymentState.PENDING


@given(st.binary(max_size=2_000))
@settings(max_examples=50, deadline=None)
def test_no_bytes_break_the_client(body: bytes) -> None:
    with pytest.raises(ProviderUnavailable):
        ask(body)
