"""The server's own process, started again at each change: `python -m infra.local.serve FD STATE`.

FD is a socket that listens already, so that a browser waits during a restart instead of being refused. STATE is a
folder for what outlives a restart.
"""

import logging
import os
import socket
import sys
from functools import partial
from pathlib import Path

import boto3
import msgspec
from botocore.config import Config

from functions import wiring
from functions.logs import say_version
from functions.settings import settings
from infra.demo.guide import Guide
from infra.local import queues, scheduler
from infra.local.clock import Clock
from infra.local.dev.mailbox import Mailbox
from infra.local.dev.pages import DevPages
from infra.local.environment import MAIL_RETURNS_QUEUE
from infra.local.gateway import Gateway
from infra.local.lifeline import end_with_parent
from infra.local.pages import Pages, bucket, folder
from infra.local.payfip import FakePayFip
from infra.local.payzen import FakePayZen
from infra.local.portal import portal
from infra.local.prepare import prepare_services, prepare_table
from infra.local.push import FakePushService
from infra.local.server import Server

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "site"


def main() -> None:
    end_with_parent()
    _log_to_terminal()
    listener, state = socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
    clock = Clock(state / "clock")
    wiring.use_clock(clock.now)
    prepare_services()
    opened = (state / "guide.json").exists()
    guide = _guide(state / "guide.json", clock)

    from app import app

    schedules = scheduler.schedules(app)
    push = FakePushService(settings().origin, clock.now)
    s3 = boto3.client("s3", config=Config(max_pool_connections=32))
    handle = portal(
        origin=settings().origin,
        uploads=os.environ["AWS_ENDPOINT_URL"],
        api=Gateway(app),
        pages=Pages(bucket(s3, settings().pages_bucket), folder(BUILD)),
        dev=DevPages(
            mailbox=Mailbox(os.environ["AWS_ENDPOINT_URL"], clock.at),
            clock=clock,
            schedules=schedules,
            hints=guide.enter,
            to_try=guide.to_try,
            tell_return=partial(queues.put, MAIL_RETURNS_QUEUE),
            push=push,
        ),
        payfip=FakePayFip(now=clock.now).handle,
        payzen=FakePayZen(now=clock.now).handle,
        push=push.handle,
    )
    for schedule in schedules:
        scheduler.start(schedule, clock.now)
    for reader in queues.readers(app):
        queues.start(reader)
    if opened:
        print("Le portail est rouvert.", flush=True)
    else:
        # The towns' pages are there before anybody is told to come.
        next(schedule for schedule in schedules if schedule.name == "pages").fire(clock.now())
        _tell(guide)
    Server(listener, handle).serve_forever()


def _log_to_terminal() -> None:
    """Warnings and faults; jobs that went well every second would bury them."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    say_version()
    logging.basicConfig(format="%(levelname)s %(version)s %(name)s %(message)s", handlers=[handler])


def _guide(kept: Path, clock: Clock) -> Guide:
    """What to try: made once, with the demo data, for the table that is not there yet."""
    if prepare_table() and os.environ["PREAU_LOCAL_DEMO"]:
        print("Création de deux communes et de leurs familles (une demi-minute)…", flush=True)
        kept.write_bytes(msgspec.json.encode(_seed(clock)))
    elif not kept.exists():
        kept.write_bytes(msgspec.json.encode(Guide({}, ())))
    return msgspec.json.decode(kept.read_bytes(), type=Guide)


def _seed(clock: Clock) -> Guide:
    from infra.demo.seed import seed

    try:
        return seed(clock.now())
    except BaseException:
        boto3.client("dynamodb").delete_table(
            TableName=settings().table
        )  # half a demo would never be completed
        raise


def _tell(guide: Guide) -> None:
    origin = settings().origin
    print(f"\nLe portail est ouvert : {origin}/")
    for what, how in guide.enter.items():
        print(f"  {what} : {how}")
    if guide.to_try:
        print("\nÀ essayer")
    for number, sentence in enumerate(guide.to_try, start=1):
        print(f"  {number}. {sentence}")
    print(f"\nLes coulisses (messages, codes, horloge) : {origin}/dev/\nFermer : Ctrl-C\n", flush=True)


if __name__ == "__main__":
    main()
