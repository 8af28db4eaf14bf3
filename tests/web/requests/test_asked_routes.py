"""*Mes demandes* lists all that a family asked of its town, on whichever screen, and what became of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import app
from functions import wiring
from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.families.file_corrections import (
    Correction,
    CorrectionState,
    Request,
    RequestKind,
    RequestState,
)
from functions.domain.papers.papers import (
    Paper,
    PaperAbout,
    PaperKind,
    PaperKinds,
    PaperLasts,
    PaperState,
)
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import AgentDecision, Certificate, NotAccepted
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import booking_requests
from functions.storage.families import requests
from functions.storage.papers import family_papers
from functions.storage.requests import threads
from functions.storage.table import keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.requests.list_asked import PAGE
from tests.support.absences import a_declared
from tests.support.builders import (
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_month,
    log_in,
    on,
    open_town,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.trips import trips

OURS = "/communes/lisse/families/testmp/requests"


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    return Browser(app, cookie=log_in(MARC))


def corrected(corrections: tuple[Correction, ...], **changes: object) -> None:
    at = NOW - timedelta(days=3)
    request = Request(new_id(at), RequestKind.CORRECTION, "testmp", MARC, at, corrections)
    transaction = Transaction()
    requests.add(transaction, "lisse", replace(request, **changes))  # type: ignore[arg-type]
    transaction.commit()


def asked_to_book() -> None:
    at = NOW - timedelta(days=2)
    lines = tuple(
        AskedLine(
            BasketLine(Slot(day, "restauration", "clara"), Action.RESERVE), 345, state=state, reason=reason
        )
        for day, state, reason in (
            (MONDAY, LineState.ACCEPTED, ""),
            (on("mardi 2026-11-24"), LineState.REFUSED, "Sortie scolaire."),
        )
    )
    transaction = Transaction()
    request = BookingRequest(new_id(at), "testmp", MARC, at, lines)
    key = keys.booking_request("lisse", "testmp", request.id)
    booking_requests.put(transaction, "lisse", Stored(key, request, 0))
    transaction.commit()


def sent_a_proof(decision: AgentDecision | None) -> None:
    sent = Certificate("c" * 32, NOW - timedelta(days=1))
    absence = replace(a_declared([MONDAY], id="2026-11.clara.a"), certificates=(sent,), decision=decision)
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking()}).with_absence(absence))


def test_whatever_the_family_asked_is_in_one_list_with_its_answer(marc: Browser) -> None:
    assert marc.get(OURS).json == {"requests": [], "papers": [], "next": None}
    corrected(
        (
            Correction("phone", "01", "02", state=CorrectionState.ACCEPTED),
            Correction("name", "T", "D", state=CorrectionState.REFUSED, reason="Il faut un justificatif."),
        ),
        state=RequestState.CLOSED,
    )
    asked_to_book()
    sent_a_proof(AgentDecision("agent", NOW, NotAccepted.ILLEGIBLE))
    marc.post(OURS, {"kind": "paper", "subject": "Attestation d’assurance", "text": "La voici."})
    listed = marc.get(OURS).json
    assert [
        (one["kind"], one["kind_label"], one["title"].replace("\xa0", " "), one["state"], one["state_label"])
        for one in listed["requests"]
    ] == [
        (
            "paper",
            "Document envoyé",
            "Attestation d’assurance",
            "open",
            "La mairie n’a pas encore répondu",
        ),
        (
            "proof",
            "Absences",
            "Justificatif d’absence : Clara, le lundi 23 novembre",
            "answered",
            "Non accepté",
        ),
        (
            "booking",
            "Réservations",
            "Réserver Restauration scolaire pour Clara, le lundi 23 et le mardi 24 novembre",
            "closed",
            "Accepté en partie",
        ),
        (
            "correction",
            "Mon dossier",
            "Correction du dossier : téléphone ; nom de la famille",
            "closed",
            "Accepté en partie",
        ),
    ]
    answers = [one["answer"].replace("\xa0", " ") for one in listed["requests"]]
    assert answers == [
        "",
        "La mairie n’a pas pu lire le justificatif : envoyez-le à nouveau.",
        "1 accepté, 1 refusé. La raison donnée : Sortie scolaire.",
        "Pris en compte : téléphone. Non retenu : nom de la famille. La raison donnée : Il faut un justificatif.",
    ]
    assert listed["next"] is None


def test_the_papers_that_the_town_does_not_have_are_asked_for_by_name(marc: Browser) -> None:
    child, family = PaperAbout.CHILD, PaperAbout.FAMILY
    kinds = (
        PaperKind("assurance", "Attestation d’assurance", child, PaperLasts.SCHOOL_YEAR),
        PaperKind("domicile", "Justificatif de domicile", family, PaperLasts.FOREVER),
        PaperKind("photo", "Photo", child, PaperLasts.FOREVER, required=False),
    )
    seen = [
        Paper("assurance", "clara", PaperState.ACCEPTED, "agent", NOW, on("lundi 2026-08-31")),
        Paper("domicile", "-", PaperState.REFUSED, "agent", NOW, reason="Il date de plus de trois mois"),
    ]
    transaction = Transaction()
    family_papers.put_kinds(transaction, Stored(keys.paper_kinds("lisse"), PaperKinds(kinds), 0))
    for paper in seen:
        key = keys.paper("lisse", "testmp", paper.kind, paper.child)
        family_papers.put(transaction, Stored(key, paper, 0))
    transaction.commit()
    wanted = [tuple(one.values()) for one in marc.get(OURS).json["papers"]]
    assert [
        (code, title, sentence.replace("\xa0", " "), needed) for code, title, sentence, needed in wanted
    ] == [
        ("assurance.clara", "Attestation d’assurance (Clara)", "Périmée depuis le 31 août 2026.", True),
        ("assurance.guilhem", "Attestation d’assurance (Guilhem)", "", True),
        ("domicile.-", "Justificatif de domicile", "Il date de plus de trois mois.", True),
        ("photo.clara", "Photo (Clara)", "Facultative.", False),
        ("photo.guilhem", "Photo (Guilhem)", "Facultative.", False),
    ]


def test_the_other_parent_is_not_told_to_which_address_a_login_moves(marc: Browser) -> None:
    corrected((Correction("email", "a@famille.example", "b@famille.example"),))
    [mine] = marc.get(OURS).json["requests"]
    assert mine["title"].replace("\xa0", " ") == "Correction du dossier : adresse e-mail"
    assert Browser(app, cookie=log_in(JULIE)).get(OURS).json["requests"] == []


def test_the_list_is_two_round_trips_whatever_it_holds(marc: Browser) -> None:
    asked_to_book()
    sent_a_proof(None)
    marc.post(OURS, {"kind": "question", "subject": "Sortie", "text": "?"})
    with trips() as made:
        assert len(marc.get(OURS).json["requests"]) == 3
    assert made.count == 2


def test_what_is_older_is_on_the_next_page_and_nothing_is_on_two_or_on_none(marc: Browser) -> None:
    marc.post(OURS, {"kind": "question", "subject": "Sortie", "text": "?"})
    [stored] = threads.of_family("lisse", "testmp")
    for days in range(1, PAGE + 6):
        at = NOW - timedelta(days=days)
        older = replace(stored.value, id=new_id(at), at=at, last_at=at)
        transaction = Transaction()
        threads.put(transaction, "lisse", Stored(keys.thread("lisse", "testmp", older.id), older, 0))
        transaction.commit()
    asked_to_book()
    first = marc.get(OURS).json
    second = marc.get(f"{OURS}?before={first['next']}").json
    ids = [one["id"] for page in (first, second) for one in page["requests"]]
    assert (len(ids), len(set(ids)), second["next"]) == (PAGE + 7, PAGE + 7, None)
    assert len(first["requests"]) == PAGE + 1
