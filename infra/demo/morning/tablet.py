"""The tablet of the childcare, and the PIN with which it is opened."""

from datetime import datetime, timedelta
from uuid import uuid4

from functions.usecases.devices.choose_pin import choose_pin
from functions.usecases.devices.enrol_device import DeviceAct, enrol_device

PIN = "482 915"
NAME = "Tablette de la garderie"


def tablet(commune: str, *, administrator: str, childcare: str, now: datetime) -> None:
    """Accounts. The tablet's own secret is in no browser: to try one, enrol the browser that is open."""
    enrol_device(DeviceAct(commune, administrator, now - timedelta(days=9)), NAME)
    choose_pin(childcare, PIN, idempotency_key=uuid4().hex, now=now - timedelta(days=8))
