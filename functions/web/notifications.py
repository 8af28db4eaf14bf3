"""What providers send by themselves. The treasury's carries an id and no proof, so the treasury is asked; a bank's is signed."""

import logging

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import Busy
from functions.gateways.payments.port import Forged, ProviderUnavailable
from functions.storage import payments
from functions.usecases.settle_payment import settle_payment
from functions.web.callers import ANYONE, Anyone
from functions.web.endpoint import Routes, SignedForm
from functions.web.invoices_types import Notification

routes = Routes(Blueprint(__name__))

_log = logging.getLogger(__name__)


@routes.route(
    "POST", "/payzen/notifications", ANYONE, takes=SignedForm, answers=None, status=204, from_elsewhere=True
)
def note_signed_payment(caller: Anyone, asked: SignedForm) -> None:
    """The bank's platform says what became of a payment, and signs it. What is not signed is not believed."""
    try:
        told = wiring.payments().read_notification(asked.fields)
    except (Forged, ProviderUnavailable):
        _log.error("notification forged shop=%r", asked.fields.get("vads_site_id", "")[:8])
        return
    place = payments.behind(told.provider_id)
    if place is None:
        _log.warning("notification of an unknown payment")
        return
    try:
        settle_payment(place, provider=wiring.payments(), now=caller.ask.now, told=told)
    except Busy:
        _log.warning("notification left to the sweep commune=%s payment=%s", place.commune, place.attempt)


@routes.route(
    "POST", "/payfip/notifications", ANYONE, takes=Notification, answers=None, status=204, from_elsewhere=True
)
def note_payment(caller: Anyone, asked: Notification) -> None:
    """Something happened to a payment. Whoever sends this learns nothing, not even whether it exists."""
    place = payments.behind(asked.idop)
    if place is None:
        _log.warning("notification of an unknown payment")
        return
    try:
        settle_payment(place, provider=wiring.payments(), now=caller.ask.now)
    except (ProviderUnavailable, Busy):
        _log.warning("notification left to the sweep commune=%s payment=%s", place.commune, place.attempt)
