"""A town's invoicing run on the local engine, through the queue: how long, and what one invoice asks of DynamoDB.

`make bench` takes a small town; `FAMILIES=3000 python -m infra.bench_invoicing` a large one.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import boto3
import msgspec

from infra.capacity import Consumption, metered
from infra.local import queues
from infra.local.engine import engine
from infra.local.environment import environment
from infra.local.prepare import prepare_services, prepare_table

FAMILIES = 300
CHILDREN = 2
PERIOD = "2026-10"
DAYS = [day for day in range(1, 32) if date(2026, 10, day).isoweekday() < 6][:20]
SERVICES = ("cantine", "garderie-matin")
"""Of each child on each of those days: forty lines."""
NOW = datetime(2026, 11, 1, 4, tzinfo=UTC)
PROCESSES = 2
"""Of the functions that SQS would call: one a core."""


def main() -> None:
    with engine() as address:
        os.environ.update(environment(address))
        prepare_services()
        prepare_table()
        for line in figures(int(os.environ.get("FAMILIES") or FAMILIES)):
            print(line, flush=True)


def figures(families: int) -> Iterator[str]:
    """The town's table and queue are there, and empty."""
    from functions import wiring
    from functions.jobs.invoicing import hand_over
    from functions.storage.invoicing import runs
    from functions.usecases.invoicing.advance_run import steps_of
    from functions.usecases.invoicing.begin_run import begin_run

    town = _fill(families)
    yield f"invoicing   {families} families, {CHILDREN} children, {len(DAYS) * len(SERVICES)} lines each"
    wiring.use_clock(lambda: NOW)
    began = time.monotonic()
    with metered() as used:
        hand_over(steps_of(town, begin_run(town, PERIOD, by="bench", now=NOW)))
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "infra.bench_invoicing", "work", town], stdout=subprocess.PIPE
        )
        for _ in range(PROCESSES)
    ]
    for worker in workers:
        told, _ = worker.communicate()
        each = msgspec.json.decode(told.splitlines()[-1], type=Consumption)
        used.requests += each.requests
        used.read_units += each.read_units
        used.write_units += each.write_units
    took = time.monotonic() - began
    run = runs.run(town, "scolaire", PERIOD)
    assert run is not None and run.value.done_at is not None and run.value.count == families
    yield f"            {took:.0f} s with {PROCESSES} processes: {1000 * took / families:.0f} ms an invoice"
    yield (
        f"            of one: {used.requests / families:.1f} requests, {used.read_units / families:.1f} read units, "
        f"{used.write_units / families:.1f} write units"
    )


def work(town: str) -> None:
    """Take steps from the queue until the run is done; tell what they asked of DynamoDB."""
    from app import app
    from functions import wiring
    from functions.jobs.invoicing import QUEUE
    from functions.storage.invoicing import runs

    wiring.use_clock(lambda: NOW)
    [reader] = [one for one in queues.readers(app) if one.queue == QUEUE]
    client = boto3.client("sqs")
    with metered() as used:
        while True:
            if queues.deliver(reader, client, wait_seconds=1, at_most=1, again_after_seconds=300):
                continue
            run = runs.run(town, "scolaire", PERIOD)
            if run is not None and run.value.done_at is not None:
                break
    print(msgspec.json.encode(used).decode(), flush=True)


def _fill(families: int) -> str:
    """Families whose children come every day of October; answers the commune's id."""
    from functions.domain.families.family import Address, Child, Civility, Family, Guardian, QuotientFamilial
    from functions.domain.planning.child_month import Booking, ChildMonth
    from functions.reglement_file import parse
    from functions.storage.table import keys
    from functions.storage.table.item import Item
    from functions.storage.table.stored import Stored, item_of
    from functions.usecases.town.open_commune import open_commune
    from functions.usecases.town.publish_reglement import publish_reglement
    from infra.demo.towns import AUBRAY

    open_commune(AUBRAY, now=NOW)
    rules = Path(__file__).parent / "demo" / "reglements" / f"{AUBRAY.id}.toml"
    publish_reglement(AUBRAY.id, parse(rules.read_text("utf-8")), now=NOW)
    booked_at = datetime(2026, 9, 14, 18, 30, tzinfo=UTC)
    with Item.batch_write() as batch:
        for number in range(families):
            family, name = f"family-{number:05}", f"Famille {number:05}"
            children = tuple(f"{family}-{rank}" for rank in range(CHILDREN))
            guardian = Guardian(Civility.MADAME, name, "Camille", f"parent{number}@famille.example")
            file = Family(
                family,
                name,
                Address("3 rue des Tilleuls", "99120", "Aubray-sur-Lisse"),
                "01 99 00 56 78",
                (guardian,),
                children,
                quotients=(QuotientFamilial(300 + number % 1500, date(2026, 9, 1)),),
            )
            place = (keys.families(AUBRAY.id), f"{name.casefold()}#{family}")
            batch.save(item_of(Stored(keys.family(AUBRAY.id, family), file, 0), listed=place))
            for rank, child in enumerate(children):
                born = date(2016 + 2 * rank, 4, 1 + number % 28)
                kid = Child(child, f"Enfant {rank}", name, born, (family,), "tilleuls", "CM1")
                batch.save(item_of(Stored(keys.child(AUBRAY.id, child), kid, 0)))
                booking = Booking(345, "QF de 600 à 1 199", family, "0" * 26, booked_at, "0" * 26, "tilleuls")
                days = {day: dict.fromkeys(SERVICES, booking) for day in DAYS}
                booked: object = ChildMonth(child, PERIOD, days)
                month = Stored(keys.child_month(AUBRAY.id, child, PERIOD), booked, 0)
                batch.save(item_of(month, listed=(keys.children_of_month(AUBRAY.id, PERIOD), child)))
    return AUBRAY.id


if __name__ == "__main__":
    work(sys.argv[2]) if sys.argv[1:2] == ["work"] else main()
