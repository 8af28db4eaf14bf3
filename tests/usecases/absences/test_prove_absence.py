"""A proof is a file of its family, whatever its name says; it may come late, and an agent may not accept it."""

from collections import Counter
from datetime import datetime
from urllib.request import urlopen
from uuid import uuid4

import boto3
import pytest

from functions.domain.absences.declaration import AbsenceTooFar, Declaration
from functions.domain.absences.proof_files import MOST_BYTES, DocumentTooLarge, NotADocument
from functions.domain.errors import NotFound
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.declared_absence import (
    MOST_CERTIFICATES,
    DeclaredAbsence,
    MediaType,
    NotAccepted,
    TooManyProofs,
)
from functions.gateways.documents import DocumentStore
from functions.storage.bookings import child_months
from functions.storage.table import journal, outbox
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.decide_absence import decide_absence
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import proof_link, prove_absence
from tests.support.absences import a_town
from tests.support.builders import MARC, a_booking, a_month, on, open_town, paris, put_month, settle
from tests.support.crashes import Calls, Killed, dying

MONDAY = on("lundi 2026-11-23")
NOW = paris("lundi 2026-11-23 08:00")
LATER = paris("jeudi 2026-11-26 20:00")
PHOTO = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture
def store(uploads_bucket: str) -> DocumentStore:
    return DocumentStore(boto3.client("s3"), uploads_bucket)


def objects(bucket: str) -> list[str]:
    return [found["Key"] for found in boto3.client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]


def act(*, by: str = MARC, key: str = "", now: datetime = LATER, family: str = "testmp") -> AbsenceAct:
    return AbsenceAct("lisse", family, by, key or uuid4().hex, now)


@pytest.fixture
def absence(table: str) -> str:
    open_town(reglement=a_town())
    settle()
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking()}))
    return declare_absence(act(now=NOW), Declaration("clara", MONDAY, MONDAY, "illness")).absence


def refusals() -> list[Message]:
    waiting = [stored.value for stored in outbox.waiting()]
    return [message for message in waiting if message.kind is MessageKind.ABSENCE_REFUSED]


def known() -> DeclaredAbsence:
    [stored] = child_months.months_of("lisse", ["clara"], "2026-11")
    [found] = stored.value.absences.values()
    return found


def test_a_proof_lies_in_the_folder_of_its_family_and_its_link_reads_it(
    absence: str, store: DocumentStore, uploads_bucket: str
) -> None:
    prove_absence(act(), absence, PHOTO, store=store)
    certificate = known().certificate
    assert certificate is not None and (certificate.at, certificate.media_type) == (LATER, MediaType.JPEG)
    assert objects(uploads_bucket) == [f"proofs/lisse/testmp/{certificate.document}"]
    with urlopen(proof_link(act(), absence, store=store)) as answer:
        assert answer.read() == PHOTO
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"%PDF-1.7 ...", MediaType.PDF), (b"\x89PNG\r\n\x1a\n...", MediaType.PNG), (PHOTO, MediaType.JPEG)],
)
def test_what_a_file_is_is_told_from_its_first_bytes(
    absence: str, store: DocumentStore, body: bytes, kind: MediaType
) -> None:
    prove_absence(act(), absence, body, store=store)
    certificate = known().certificate
    assert certificate is not None and certificate.media_type is kind


@pytest.mark.parametrize(
    "body", [b"", b"MZ\x90", b"<html><script>", b"GIF89a", b" %PDF-1.7", b"\x00\x00\x00\x18ftypheic"]
)
def test_anything_else_is_refused_and_nothing_is_kept(
    absence: str, store: DocumentStore, uploads_bucket: str, body: bytes
) -> None:
    with pytest.raises(NotADocument):
        prove_absence(act(), absence, body, store=store)
    assert objects(uploads_bucket) == [] and known().certificate is None


def test_four_megabytes_are_the_most(absence: str, store: DocumentStore) -> None:
    prove_absence(act(), absence, PHOTO.ljust(MOST_BYTES, b"."), store=store)
    with pytest.raises(DocumentTooLarge):
        prove_absence(act(), absence, PHOTO.ljust(MOST_BYTES + 1, b"."), store=store)


def test_nothing_is_kept_for_an_absence_that_is_not_the_familys(
    absence: str, store: DocumentStore, uploads_bucket: str
) -> None:
    for wrong in (act(family="papa"), act(family="")):
        with pytest.raises(NotFound):
            prove_absence(wrong, absence, PHOTO, store=store)
    with pytest.raises(NotFound):
        proof_link(act(family="papa"), absence, store=store)
    with pytest.raises(NotFound):
        proof_link(act(), absence, store=store)
    assert objects(uploads_bucket) == []


def test_a_proof_comes_within_two_months(absence: str, store: DocumentStore) -> None:
    with pytest.raises(AbsenceTooFar):
        prove_absence(act(now=paris("lundi 2027-02-01 08:00")), absence, PHOTO, store=store)


def test_once_the_file_is_deleted_its_link_is_gone_and_the_absence_stays_proven(
    absence: str, store: DocumentStore, uploads_bucket: str
) -> None:
    prove_absence(act(), absence, PHOTO, store=store)
    [place] = objects(uploads_bucket)
    boto3.client("s3").delete_object(Bucket=uploads_bucket, Key=place)
    with pytest.raises(NotFound):
        proof_link(act(), absence, store=store)
    assert known().certificate is not None


def test_what_an_agent_does_not_accept_is_told_by_mail_and_may_be_sent_again(
    absence: str, store: DocumentStore
) -> None:
    prove_absence(act(), absence, PHOTO, store=store)
    key, seen = uuid4().hex, known().moved_at
    for _ in range(2):
        decide_absence(act(by="agent", key=key), absence, NotAccepted.ILLEGIBLE, seen=seen)
    decision = known().decision
    assert decision is not None and (decision.by, decision.not_accepted) == ("agent", NotAccepted.ILLEGIBLE)
    [message] = refusals()
    assert message.data == {"absence": absence, "why": "illegible"}
    prove_absence(act(), absence, b"%PDF-", store=store)
    assert known().decision is None
    decide_absence(act(by="agent"), absence, None, seen=known().moved_at)
    assert known().refused is None and len(refusals()) == 1
    acts = Counter(line.act for line in journal.lines("lisse", "testmp"))
    assert (acts["absence_proved"], acts["absence_decided"]) == (2, 2)
    decided = [one for one in journal.lines("lisse", "testmp") if one.act == "absence_decided"]
    assert {one.detail["accepted"] for one in decided} == {True, False}


def test_killed_at_any_call_and_sent_again_one_file_is_kept_and_one_proof_written(
    absence: str, store: DocumentStore, uploads_bucket: str
) -> None:
    for at in range(1, 20):
        one, killed = act(key=f"killed-at-{at}"), False
        before = len(objects(uploads_bucket))
        try:
            with dying(Calls(die_at=at, done_first=True)):
                prove_absence(one, absence, PHOTO, store=store)
        except Killed:
            killed = True
        prove_absence(one, absence, PHOTO, store=store)
        certificate = known().certificate
        assert certificate is not None
        assert f"proofs/lisse/testmp/{certificate.document}" in objects(uploads_bucket)
        assert len(objects(uploads_bucket)) == before + 1
        if not killed:
            return
    raise AssertionError("never done without being killed")


def test_an_absence_takes_so_many_proofs_and_no_file_is_kept_beyond(
    absence: str, store: DocumentStore, uploads_bucket: str
) -> None:
    for number in range(MOST_CERTIFICATES):
        prove_absence(act(key=f"proof-{number}"), absence, PHOTO, store=store)
    with pytest.raises(TooManyProofs):
        prove_absence(act(), absence, PHOTO, store=store)
    assert len(known().certificates) == len(objects(uploads_bucket)) == MOST_CERTIFICATES
    again = prove_absence(act(key=f"proof-{MOST_CERTIFICATES - 1}"), absence, PHOTO, store=store)
    assert again.absence == absence
