"""Enrol a tablet of the town for thirty days, and end one."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from functions.domain import retention
from functions.domain.devices.device import MOST_DEVICES, Device, TooManyDevices
from functions.domain.journal import JournalLine
from functions.storage.accounts.sessions import hashed
from functions.storage.accounts.sessions import sessions as sessions_of
from functions.storage.agents import staff as staffs
from functions.storage.devices import devices
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class DeviceAct:
    commune: str
    by: str
    now: datetime


def enrol_device(act: DeviceAct, name: str) -> str:
    """Answers the tablet's cookie, whose secret is kept nowhere else: a request that comes twice enrols two. Raises TooManyDevices, Busy."""
    secret = secrets.token_urlsafe(32)
    device = Device(
        new_id(act.now), " ".join(name.split()), act.by, act.now, act.now + retention.DEVICE, hashed(secret)
    )

    def again() -> None:
        running = [one for one in devices.of_commune(act.commune) if one.value.runs_at(act.now)]
        if len(running) >= MOST_DEVICES:
            raise TooManyDevices(most=MOST_DEVICES)
        transaction = Transaction()
        devices.put(transaction, act.commune, Stored(keys.device(act.commune, device.id), device, 0))
        _note(transaction, act, "device_enrolled", device)
        transaction.commit()

    when_moved(again)
    return f"{act.commune}.{device.id}.{secret}"


def end_device(act: DeviceAct, device_id: str) -> None:
    """Nobody unlocks it any more, and who did is out at once; ended again, or unknown, nothing happens. Raises Busy.

    First the tablet goes, then the sessions on it: none can be opened in between, and an act that died is done again to its end.
    """
    key = keys.device(act.commune, device_id)

    def again() -> None:
        stored = read_one(key, Device)
        if stored is None:
            return
        transaction = Transaction()
        transaction.delete(key, why="device")
        _note(transaction, act, "device_ended", stored.value)
        transaction.commit()

    when_moved(again)
    _end_sessions(act.commune, device_id)


def _sessions_of(commune: str, device: str) -> list[keys.Key]:
    agents = staffs.staff(commune).value.appointments
    return [
        session.key
        for account in agents
        for session in sessions_of(account)
        if session.value.tablet == device
    ]


def _end_sessions(commune: str, device: str) -> None:
    for key in _sessions_of(commune, device):
        transaction = Transaction()
        transaction.delete(key, why="session")
        when_moved(transaction.commit)


def _note(transaction: Transaction, act: DeviceAct, did: str, device: Device) -> None:
    detail: dict[str, object] = {"device": device.id}
    journal.add_to_commune(
        transaction, act.commune, JournalLine(new_id(act.now), did, act.by, act.now, detail=detail)
    )
