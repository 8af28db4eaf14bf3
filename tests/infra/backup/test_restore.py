"""What was kept comes back whole: every total, number and booking, as it was at the instant asked for."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.planning.child_month import Slot
from functions.storage.table import outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.backup import totals
from infra.backup.exports import ExportFailed, export, items, opened, parse_address
from infra.backup.restore import restore
from tests.infra.backup.conftest import remove
from tests.infra.backup.point_in_time import PointInTime
from tests.support.builders import (
    CLARA,
    MONDAY,
    a_booking,
    a_family,
    a_month,
    book,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.packed import keep_months

CANTEEN = "restauration"
EVENING = "garderie-soir"
NOVEMBER = paris("dimanche 2026-11-01 04:15")


def a_year_of_a_town(families: int = 4) -> None:
    """Families with a month invoiced, bookings to come, messages on their way."""
    open_town()
    open_account()
    settle()
    for rank in range(families):
        family, child = f"f{rank}", f"k{rank}"
        settle(
            a_family(family, name=f"Famille {rank}", children=(child,)),
            [replace(CLARA, id=child, families=(family,))],
        )
        put_month(
            a_month(child, "2026-10", {(day, CANTEEN): a_booking(payer=family) for day in range(1, rank + 2)})
        )
    issue_invoices("lisse", "2026-10", by="job", now=NOVEMBER)
    book(Slot(MONDAY, CANTEEN, "clara"), Slot(MONDAY, EVENING, "guilhem"))


def coming_second() -> datetime:
    """An instant that everything written until now came before. Exports know seconds."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)


def next_second() -> datetime:
    """Likewise, and nothing written from now on: once it has come."""
    at = coming_second()
    while datetime.now(UTC) < at:
        time.sleep(0.01)
    return at


def test_after_a_wipe_every_total_number_and_booking_is_back(
    live: str, backups: PointInTime, s3: Any, bucket: str, dynamodb: Any
) -> None:
    a_year_of_a_town()
    assert keep_months(packed=True) > 0
    before = totals.of(totals.scan(dynamodb, live))
    kept = export(backups, s3, table=live, bucket=bucket, at=coming_second())
    remove(dynamodb, live)
    restored = f"restored-{uuid4().hex}"
    try:
        told = restore(dynamodb, s3, kept, into=restored)
        assert before.differences(totals.of(totals.scan(dynamodb, restored))) == []
    finally:
        remove(dynamodb, restored)
    figures = told.by_commune["lisse"]
    assert (figures["invoice items"], figures["bookings"], figures["family items"]) == (4, 12, 5)
    assert told.numbers == {"lisse enfance 2026": {1, 2, 3, 4}}
    assert told.gaps() == []
    assert outbox.SHARDS and told.items == before.items


def test_a_restored_table_is_kept_and_protected_as_the_first_was(
    live: str, backups: PointInTime, s3: Any, bucket: str, dynamodb: Any
) -> None:
    open_town()
    kept = export(backups, s3, table=live, bucket=bucket, at=coming_second())
    restored = f"restored-{uuid4().hex}"
    try:
        restore(dynamodb, s3, kept, into=restored)
        table = dynamodb.describe_table(TableName=restored)["Table"]
        recovery = dynamodb.describe_continuous_backups(TableName=restored)["ContinuousBackupsDescription"]
        ttl = dynamodb.describe_time_to_live(TableName=restored)["TimeToLiveDescription"]
    finally:
        remove(dynamodb, restored)
    assert ttl["TimeToLiveStatus"] == "ENABLED" and ttl["AttributeName"] == "expires_at"
    assert recovery["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert table["StreamSpecification"]["StreamEnabled"]
    assert table["DeletionProtectionEnabled"]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["by_list"]


def test_restored_to_an_instant_while_writes_were_going_on_it_holds_all_before_and_nothing_after(
    live: str, backups: PointInTime, s3: Any, bucket: str, dynamodb: Any
) -> None:
    open_town()
    written: dict[str, datetime] = {}
    stop = threading.Event()

    def keep_settling() -> None:
        rank = 0
        while not stop.is_set():
            family, child = f"f{rank:03}", f"k{rank:03}"
            settle(
                a_family(family, name=family, children=(child,)),
                [replace(CLARA, id=child, families=(family,))],
            )
            written[family] = datetime.now(UTC)
            rank += 1

    writer = threading.Thread(target=keep_settling)
    writer.start()
    time.sleep(1.2)
    at = next_second()
    time.sleep(0.4)
    kept = export(backups, s3, table=live, bucket=bucket, at=at)
    stop.set()
    writer.join()

    held = {item["pk"]["S"].rpartition("#")[2] for item in items(s3, kept) if item["sk"]["S"] == "FAMILY"}
    before = {family for family, done in written.items() if done < at}
    sure_after = {family for family, done in written.items() if done >= at + timedelta(seconds=0.2)}
    assert before and sure_after, "writes went on on both sides of the instant"
    assert before <= held
    assert not held & sure_after
    assert len(held) <= len(before) + 1  # the family under way at that very second


def test_an_export_that_lost_a_file_is_told(live: str, backups: PointInTime, s3: Any, bucket: str) -> None:
    open_town()
    kept = export(backups, s3, table=live, bucket=bucket, at=coming_second())
    for stored in s3.list_objects_v2(Bucket=bucket, Prefix=kept.data_prefix)["Contents"]:
        s3.put_object(
            Bucket=bucket,
            Key=stored["Key"],
            Body=b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        )
    with pytest.raises(ExportFailed, match="0 items in the files"):
        list(items(s3, kept))


def test_an_export_is_found_again_by_its_address(
    live: str, backups: PointInTime, s3: Any, bucket: str
) -> None:
    open_town()
    kept = export(backups, s3, table=live, bucket=bucket, at=coming_second())
    assert opened(s3, *parse_address(kept.address)) == kept
