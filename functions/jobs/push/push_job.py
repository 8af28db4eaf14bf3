"""Tell devices what their mails tell too, every minute: a lane of its own, and the one function that encrypts for browsers."""

import json
from datetime import datetime, timedelta

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.domain.messages import Lane, Message, MessageKind
from functions.jobs.job import job
from functions.settings import settings
from functions.usecases.messages.deliver_messages import Deliver, Outcome, deliver_messages
from functions.usecases.push.tell_device import Notice, ToTell, tell_device

blueprint = Blueprint(__name__)

BUDGET = timedelta(seconds=40)
"""The function may run for sixty."""
AT_ONCE = 8
"""A service answers within a fifth of a second, or is given eight seconds."""


def _tell(message: Message, now: datetime) -> None:
    tell_device(message, still=still, written=written, services=wiring.push_services(), now=now)


def still(message: Message, now: datetime) -> ToTell | None:
    from functions.jobs.letters import letter

    found = letter(message, now=now)
    if found is None:
        return None
    return ToTell(str(found.data["link"]).removeprefix(settings().origin), found.true_until)


def written(notice: Notice) -> bytes:
    """What the service worker reads (`templates/pages/sw.js`)."""
    from functions.french.push.sentences import SENTENCES

    said: dict[str, object] = {
        "title": notice.town.name,
        "body": SENTENCES[notice.kind],
        "link": notice.link,
        "tag": notice.tag,
    }
    if notice.quiet is not None:
        said["quiet"] = [notice.quiet.begins.isoformat(), notice.quiet.ends.isoformat()]
    return json.dumps(said, ensure_ascii=False).encode()


DELIVERIES: dict[MessageKind, Deliver] = {MessageKind.PUSH: _tell}


@blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="push")
@job
def push(_: datetime) -> Outcome:
    """What cannot be told is let go: its mail left, and tomorrow nobody wants to hear of it."""
    return deliver_messages(
        DELIVERIES, clock=wiring.now, budget=BUDGET, lane=Lane.PUSH, at_once=AT_ONCE, let_go=True
    )
