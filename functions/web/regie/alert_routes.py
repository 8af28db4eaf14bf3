"""What the régisseur must look at."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.regie import alerts as domain
from functions.french.invoices.alerts import TITLES, sentence
from functions.storage.regie import alerts
from functions.storage.town import communes
from functions.usecases.payments.close_alert import close_alert
from functions.web.api.endpoint import Routes
from functions.web.api.paths import REGIE
from functions.web.callers.agents import OFFICE, REGISSEUR, Agent

routes = Routes(Blueprint(__name__))
ALERTS = f"{REGIE}/alerts"


class Alert(Struct):
    """`title` and `sentence`: what happened, and what to do."""

    id: str
    kind: str
    at: datetime
    family: str
    invoice: str
    payment: str
    amount_cents: int
    title: str
    sentence: str


class Alerts(Struct):
    alerts: list[Alert]


class AlertClosing(Struct):
    note: Annotated[str, Meta(min_length=1, max_length=500)]


@routes.route("GET", ALERTS, OFFICE, answers=Alerts)
def list_alerts(caller: Agent) -> Alerts:
    """The alerts that nobody dealt with yet, the oldest first."""
    clock = _clock(caller)
    return Alerts([_shown(alert, alert.at.astimezone(clock)) for alert in alerts.open_alerts(caller.commune)])


@routes.route("POST", f"{ALERTS}/{{alert}}/closing", REGISSEUR, takes=AlertClosing, answers=Alert, keyed=True)
def settle_alert(caller: Agent, asked: AlertClosing) -> Alert:
    """Say what was done about an alert: it leaves the list, and the journal keeps it."""
    ask = caller.ask
    closed = close_alert(
        caller.commune,
        ask.path["alert"],
        by=caller.account,
        note=asked.note,
        key=ask.idempotency_key,
        now=ask.now,
    )
    return _shown(closed, closed.at.astimezone(_clock(caller)))


def _clock(caller: Agent) -> ZoneInfo:
    return communes.commune(caller.commune).clock


def _shown(alert: domain.Alert, at: datetime) -> Alert:
    return Alert(
        id=alert.id,
        kind=alert.kind,
        at=at,
        family=alert.family,
        invoice=alert.invoice,
        payment=alert.payment,
        amount_cents=alert.amount_cents,
        title=TITLES[alert.kind],
        sentence=sentence(alert),
    )
