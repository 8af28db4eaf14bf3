"""How long things are kept: what the page « Confidentialité » says is what deletes them in their time."""

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions import wiring
from functions.domain import retention
from functions.domain.accounts.account import Session
from functions.domain.messages import Message, MessageKind
from functions.french.privacy.retention import kept_for
from functions.publishing.pages import Page
from functions.storage.table import accounting, outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.reset_password import ask_reset
from infra.backup import totals
from infra.backup.exports import RawItem
from infra.template.data import ACCOUNTING_DAYS, resources
from infra.template.runtime import LOGS_DAYS
from tests.releases.story import tell
from tests.support.beginnings import begin_with
from tests.support.builders import NOW, paris

CLOCK_CHANGE = timedelta(hours=1)
"""Days are counted on the town's clock, which changes in October."""
END_OF_ACCOUNTING = datetime(2037, 1, 1, tzinfo=UTC)
"""Of what was issued in 2026."""

TERMS: dict[str, Any] = {
    "EVENTS": lambda body: instant(f"{body['day']}T00:00:00+00:00") + retention.TAPS,
    "SESSION": lambda body: (
        instant(body["created_at"]) + (retention.AGENTS_SESSION if body["factor_at"] else retention.SESSION)
    ),
    "PENDING": lambda body: (
        instant(body["created_at"])
        + (retention.PENDING_ENROLMENT if body["enrols"] else retention.PENDING_SIGN_IN)
    ),
    "ACTIVATION": lambda body: instant(body["invited_at"]) + retention.INVITATION,
    **dict.fromkeys(("ANNOUNCEMENT", "ANNOUNCED"), lambda body: instant(body["at"]) + retention.ANNOUNCEMENT),
    "RESET": lambda body: instant(body["asked_at"]) + retention.MAILED_CODE,
    **dict.fromkeys(
        (
            *("INVOICE", "RECEIVABLE", "CREDIT_NOTE", "CREDIT", "ENCASHMENT", "PAYMENT", "IDOP"),
            *("STATEMENT", "STATEMENT_LINES"),
        ),
        lambda body: END_OF_ACCOUNTING,
    ),
}
"""When an item of each kind goes by itself, from its body."""

WITH_THE_FILE = {
    "FAMILY",
    "DIRECTORY",
    "FIND",
    "PROOF",
    "CHILD",
    "MONTH",
    "BASKET",
    "LATE",
    "REQUEST",
    "ASKED",
    "JOURNAL",
    "PAPER",
    "SAFETY",
}
WITH_THE_LOGIN = {"ACCOUNT", "LOGIN", "CALENDAR", "AGENT_OF", "FACTOR", "PASSKEYS", "PIN"}
"""What is kept for as long as the family's file, or the login: the town's act, or the parent's, ends it."""
OF_THE_TOWN = {
    *("COMMUNE", "REGLEMENT", "STAFF", "CALLEDOFF", "DOCUMENTS"),
    *("NUMBERS", "RECEIPTS", "STATEMENTS", "TILL", "RUN", "PREVIEW"),
    *("PAPER_KINDS", "READY_SENTENCES", "WEEK_MENU", "KITCHEN", "WATCH"),
}
"""Numbers, rules, and sums by the ids of families."""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def expiry(item: RawItem) -> datetime | None:
    return datetime.fromtimestamp(int(item["expires_at"]["N"]), UTC) if "expires_at" in item else None


def two_towns_and_a_forgotten_password() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "_clock", wiring.now)  # the story moves it
        tell()
    ask_reset("marc@famille.example", place="home", idempotency_key="k" * 8, now=NOW)


@pytest.fixture
def kept(table: str, uploads_bucket: str, dynamodb: Any) -> list[RawItem]:
    """The two small towns that a release keeps; and a forgotten password."""
    wiring.uploads.cache_clear()
    wiring._s3.cache_clear()
    begin_with(two_towns_and_a_forgotten_password)
    return list(totals.scan(dynamodb, table))


def by_kind(items: list[RawItem]) -> Iterator[tuple[str, RawItem]]:
    """The first word of the sort key; what has none there (news, the commune's journal, the till, the outbox) by its partition."""
    for item in items:
        pk, kind = item["pk"]["S"], item["sk"]["S"].partition("#")[0]
        named = {
            "NEWS": "NEWS",
            "ANNOUNCEMENTS": "ANNOUNCEMENT",
            "JOURNAL": "TOWN_JOURNAL",
            "TILL": "MOVEMENT",
            "ALERTS": "ALERT",
            "DEVICES": "TABLET",
            "SEALS": "SEAL",
            "MENUS": "WEEK_MENU",
            "ORDERS": kind if kind in ("SENT", "WATCH") else "MEAL_ORDER",
        }
        of_commune = named.get(pk.rpartition("#")[2]) if pk.startswith("C#") else None
        if "#FIND#" in pk:
            of_commune = "FIND"
        if pk.startswith(("OUTBOX", "T#")):
            of_commune = pk.partition("#")[0]
        yield of_commune or kind, item


def test_what_has_a_term_goes_when_it_is_over(kept: list[RawItem]) -> None:
    wrong, seen = [], set()
    for kind, item in by_kind(kept):
        if kind in TERMS:
            seen.add(kind)
            expected = TERMS[kind](json.loads(item["body"]["S"]))
            if abs((expiry(item) or NOW) - expected) > CLOCK_CHANGE:
                wrong.append((item["pk"]["S"], item["sk"]["S"], expiry(item), expected))
    assert wrong == []
    assert seen == TERMS.keys()


def test_every_other_item_is_short_lived_or_the_file_s_the_login_s_or_the_town_s(kept: list[RawItem]) -> None:
    others = [(kind, item) for kind, item in by_kind(kept) if kind not in TERMS]
    short = {kind for kind, item in others if expiry(item) is not None}
    # Of the town's journal, what agents looked at.
    assert short == {
        *("KEY", "PLACE", "T", "MOVEMENT", "TOWN_JOURNAL", "SEAL"),
        *("THREAD", "MESSAGE", "TABLET", "DEVICE", "SENT", "MEAL_ORDER"),
    }
    endless = {kind for kind, item in others if expiry(item) is None}
    assert endless - WITH_THE_FILE - WITH_THE_LOGIN - OF_THE_TOWN == {"NEWS", "TOWN_JOURNAL", "OUTBOX"}
    [till] = {expiry(item) for kind, item in others if kind == "MOVEMENT"}
    assert till == END_OF_ACCOUNTING


def test_the_answer_of_an_act_and_a_known_network_go_in_their_time(kept: list[RawItem]) -> None:
    done = [item for kind, item in by_kind(kept) if kind == "KEY"]
    last = max(expiry(item) for item in done)  # type: ignore[type-var]  # they all have one
    assert last == NOW + retention.DONE_ACT
    first = min(expiry(item) for kind, item in by_kind(kept) if kind == "PLACE")  # type: ignore[type-var]
    assert first == paris("mardi 2026-09-01 18:00") + retention.KNOWN_PLACE


def test_a_mail_that_was_given_up_goes_in_its_time(table: str, dynamodb: Any) -> None:
    transaction = Transaction()
    outbox.add(transaction, Message("m", MessageKind.ACTIVATION, data={"email": "marc@famille.example"}))
    transaction.commit()
    [waiting] = outbox.waiting()
    taken = outbox.take(waiting, now=NOW, until=NOW + timedelta(minutes=2))
    assert taken is not None
    outbox.give_up(taken, cause="Timeout", now=NOW)
    [item] = totals.scan(dynamodb, table)
    assert expiry(item) == NOW + retention.UNSENT_MESSAGE


def test_a_session_that_nobody_uses_opens_nothing_any_more() -> None:
    session = Session("marc", NOW, NOW, "Firefox sur Linux")
    assert session.alive(NOW + retention.SESSION_UNUSED - timedelta(seconds=1))
    assert not session.alive(NOW + retention.SESSION_UNUSED)


def test_files_and_logs_go_in_the_time_that_is_said() -> None:
    assert longest("UploadsBucket", "proofs/") == retention.PROOF
    assert longest("UploadsBucket", "kept/") == longest("UploadsBucket") == retention.THREAD
    assert longest("UploadsBucket", "exports/") < retention.EXPORT
    for folder in ("incoming/", "sealed/"):
        assert longest("UploadsBucket", folder) < retention.FILE_ON_ITS_WAY
    assert longest("BackupsBucket") == retention.BACKUP
    issued = datetime(2026, 1, 1, tzinfo=UTC)
    assert issued + timedelta(days=ACCOUNTING_DAYS) >= retention.accounting_until(issued.date())
    assert timedelta(days=LOGS_DAYS) == longest("AccessLogsBucket") == retention.LOG


def longest(bucket: str, prefix: str = "") -> timedelta:
    """Until the last version of a file is gone; S3 follows the shorter of two rules, and looks once a day."""
    rules = resources()[bucket]["Properties"]["LifecycleConfiguration"]["Rules"]
    for_it = [rule for rule in rules if prefix.startswith(rule.get("Prefix", ""))]
    expires = min(rule["ExpirationInDays"] for rule in for_it if "ExpirationInDays" in rule)
    replaced = min(
        rule["NoncurrentVersionExpiration"]["NoncurrentDays"]
        for rule in for_it
        if "NoncurrentVersionExpiration" in rule
    )
    return timedelta(days=expires + replaced)


def test_the_page_says_each_of_these_figures(published: dict[str, Page]) -> None:
    markup = published["aubray/confidentialite/index.html"].body.decode()
    page = html.unescape(re.sub(r"<[^>]+>", "", markup))
    section = page.partition("Combien de temps")[2].partition("Sur votre appareil")[0]
    said = re.sub(r"\s+", " ", section)
    for line in kept_for():
        assert re.sub(r"\s+", " ", line) in said
    in_days = (
        *(retention.INVITATION_OPEN, retention.INVITATION, retention.MAILED_CODE, retention.SESSION_UNUSED),
        *(retention.SESSION, retention.KNOWN_PLACE, retention.EXPORT, retention.UNSENT_MESSAGE),
        *(retention.LOG, retention.BACKUP),
    )
    assert [length.days for length in in_days if f"{length.days} jours" not in said] == []
    assert "Un justificatif d’absence : un an au plus" in said and "dix ans à compter de la fin" in said


def test_a_piece_of_accounting_is_kept_ten_years_from_the_end_of_its_year() -> None:
    day = datetime(2026, 3, 2, tzinfo=UTC).date()
    assert retention.accounting_until(day) == END_OF_ACCOUNTING
    assert accounting.kept_until("something else") is None
