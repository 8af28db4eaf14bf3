"""Unlock a tablet of the town with one's own PIN: a session opens that takes attendance, and nothing else."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.accounts.account import Account
from functions.domain.agents.staff import Role, Staff
from functions.domain.devices.device import Device, Pin, PinBlocked, PinWrong
from functions.domain.errors import NotFound
from functions.domain.town.commune import Commune
from functions.storage.accounts.sessions import hashed
from functions.storage.devices import devices
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.log_in import SessionOpened, Visitor
from functions.usecases.accounts.sessions import FactorGiven, open_session
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class PersonOfDevice:
    account: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class DeviceHere:
    """`people`: who looks after children today, by name."""

    commune: Commune
    device: Device
    people: tuple[PersonOfDevice, ...]


def device_here(cookie: str | None, *, now: datetime) -> DeviceHere:
    """The tablet of that cookie, and who has a PIN for it. Raises NotFound where it is none, or is none any more."""
    town, stored, staff = _read(cookie, now)
    today = town.day_of(now)
    working = [one for one in staff.appointments if _looks_after(staff, one, today)]
    found = read([key for one in working for key in (keys.account(one), devices.pin_key(one))])
    people = []
    for one in working:
        account = found.get_sound(keys.account(one), Account)
        if account is not None and found.item(devices.pin_key(one)) is not None:
            people.append(PersonOfDevice(one, account.value.first_name, account.value.last_name))
    ordered = sorted(people, key=lambda each: (each.first_name.casefold(), each.last_name.casefold()))
    return DeviceHere(town, stored.value, tuple(ordered))


def unlock_device(
    cookie: str | None, account: str, typed: str, *, visitor: Visitor, now: datetime
) -> SessionOpened:
    """Open the session. A wrong PIN is counted before it is said. Raises NotFound, PinWrong, PinBlocked, Busy."""
    pin = "".join(typed.split())

    def again() -> SessionOpened:
        town, device, staff = _read(cookie, now)
        if not _looks_after(staff, account, town.day_of(now)):
            raise NotFound
        pin_key, account_key = devices.pin_key(account), keys.account(account)
        found = read([pin_key, account_key])
        known, person = found.get(pin_key, Pin), found.get(account_key, Account)
        if known is None or person is None:
            raise PinBlocked
        if not device.value.tries_left(account, known.value):
            raise PinBlocked
        transaction = Transaction()
        right = hmac.compare_digest(
            devices.pin_hash(account, known.value.set_at.isoformat(), pin), known.value.hash
        )
        after = device.value.after_right(account) if right else device.value.after_wrong(account, known.value)
        if after != device.value:
            devices.put(transaction, town.id, Stored(device.key, after, device.version))
        else:
            transaction.check(device, why="device")
        if not right:
            transaction.commit()
            left = after.tries_left(account, known.value)
            if not left:
                raise PinBlocked
            raise PinWrong(field="pin", left=left)
        transaction.check(known, why="pin")
        transaction.check(person, why="account")
        opened = open_session(
            transaction,
            person.value,
            device=visitor.device,
            replacing=visitor.cookie,
            now=now,
            factor=FactorGiven(now, visitor.place),
            tablet=device.value.id,
        )
        transaction.commit()
        return SessionOpened(account, opened)

    return when_moved(again)


def _read(cookie: str | None, now: datetime) -> tuple[Commune, Stored[Device], Staff]:
    parts = None if cookie is None else devices.parts_of(cookie)
    if parts is None:
        raise NotFound
    commune, device_id, secret = parts
    device_key, town_key, staff_key = (
        keys.device(commune, device_id),
        keys.commune(commune),
        keys.staff(commune),
    )
    found = read([device_key, town_key, staff_key])
    device, town = found.get(device_key, Device), found.get(town_key, Commune)
    if device is None or town is None or not device.value.runs_at(now):
        raise NotFound
    if not hmac.compare_digest(device.value.secret, hashed(secret)):
        raise NotFound
    return town.value, device, found.get_or(staff_key, Staff()).value


def _looks_after(staff: Staff, account: str, today: date) -> bool:
    appointment = staff.appointed(account, on=today)
    return appointment is not None and Role.CHILDCARE in appointment.roles
