"""What providers send by themselves. The treasury's carries an id and no proof, so the treasury is asked; a bank's is signed."""

import logging
from datetime import datetime

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import Busy, OutcomeUnknown
from functions.domain.regie.alerts import AlertKind
from functions.gateways.payments.port import Forged, ProviderUnavailable
from functions.storage.regie import online_payments
from functions.usecases.payments.raise_alert import raise_alert
from functions.usecases.payments.settle_payment import settle_payment
from functions.web.api.endpoint import Routes, SignedForm
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.invoices.types import Notification

routes = Routes(Blueprint(__name__))

_log = logging.getLogger(__name__)


@routes.route(
    "POST", "/payzen/notifications", ANYONE, takes=SignedForm, answers=None, status=204, from_elsewhere=True
)
def note_signed_payment(caller: Anyone, asked: SignedForm) -> None:
    """The bank's platform says what became of a payment, and signs it. What is not signed is not believed."""
    try:
        told = wiring.payments().read_notification(asked.fields)
    except ProviderUnavailable:
        _log.warning("notification of an unknown shop shop=%r", asked.fields.get("vads_site_id", "")[:8])
        return
    except Forged as forged:
        _tell_of_forgery(forged.provider_id, caller.ask.now)
        return
    place = online_payments.behind(told.provider_id)
    if place is None:
        _log.warning("notification of an unknown payment")
        return
    try:
        settle_payment(place, provider=wiring.payments(), now=caller.ask.now, told=told)
    except (Busy, OutcomeUnknown):
        _log.warning("notification left to the sweep commune=%s payment=%s", place.commune, place.attempt)


@routes.route(
    "POST", "/payfip/notifications", ANYONE, takes=Notification, answers=None, status=204, from_elsewhere=True
)
def note_payment(caller: Anyone, asked: Notification) -> None:
    """Something happened to a payment. Whoever sends this learns nothing, not even whether it exists."""
    place = online_payments.behind(asked.idop)
    if place is None:
        _log.warning("notification of an unknown payment")
        return
    try:
        settle_payment(place, provider=wiring.payments(), now=caller.ask.now)
    except (ProviderUnavailable, Busy, OutcomeUnknown):
        _log.warning("notification left to the sweep commune=%s payment=%s", place.commune, place.attempt)


def _tell_of_forgery(provider_id: str | None, now: datetime) -> None:
    """To whoever runs the deployment and to the régisseur, where it is about a payment of theirs: anybody may send the rest."""
    place = online_payments.behind(provider_id) if provider_id is not None else None
    if place is None:
        _log.warning("notification forged payment=%r", provider_id)
        return
    _log.error("notification forged payment=%r", provider_id)
    raise_alert(place, AlertKind.FORGED, code="", now=now)
