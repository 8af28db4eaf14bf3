"""Tablets of the town: enrolled and ended by agents, unlocked by who looks after children."""

from datetime import datetime
from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role
from functions.domain.devices.device import Pin
from functions.french.words.dates import date_long
from functions.storage.devices import devices
from functions.storage.table.reading import read_one
from functions.storage.town import communes
from functions.usecases.devices.choose_pin import choose_pin
from functions.usecases.devices.enrol_device import DeviceAct, end_device, enrol_device
from functions.usecases.devices.unlock_device import device_here, unlock_device
from functions.web.accounts.routes import visitor
from functions.web.api.endpoint import Reply, Routes
from functions.web.api.fields import Id
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import Agent, agents
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.callers.fresh_factor import check_fresh_factor, fresh
from functions.web.callers.parents import WITH_FACTOR, Parent

routes = Routes(Blueprint(__name__))

DEVICES = f"{COMMUNE}/devices"
WHO_KEEPS = agents(Role.SECRETARY, Role.ADMINISTRATOR)


class DeviceShown(Struct):
    id: str
    name: str
    at: datetime
    until: datetime
    sentence: str


class DevicesShown(Struct):
    devices: list[DeviceShown]


class DeviceEnrolled(Struct):
    sentence: str


class DeviceNamed(Struct):
    name: Annotated[str, Meta(min_length=1, max_length=60)]


class PersonHere(Struct):
    account: str
    name: str


class TabletHere(Struct):
    """`people`: who may unlock it today."""

    commune: str
    town: str
    name: str
    people: list[PersonHere]


class PinGiven(Struct):
    account: Id
    pin: Annotated[str, Meta(max_length=20)]


class PinChosen(Struct):
    pin: Annotated[str, Meta(max_length=20)]


class MyPin(Struct):
    chosen: bool


class Unlocked(Struct):
    """`commune`: where the attendance is."""

    state: Literal["unlocked"]
    commune: str


@routes.route("GET", DEVICES, WHO_KEEPS, answers=DevicesShown)
def list_devices(caller: Agent) -> DevicesShown:
    """The town's tablets that may be unlocked, the newest first."""
    town = communes.commune(caller.commune)
    running = [stored.value for stored in devices.of_commune(caller.commune)]
    return DevicesShown(
        [
            DeviceShown(one.id, one.name, one.at, one.until, f"Jusqu’au {date_long(town.day_of(one.until))}.")
            for one in sorted(running, key=lambda each: each.at, reverse=True)
            if one.runs_at(caller.ask.now)
        ]
    )


@routes.route("POST", DEVICES, fresh(WHO_KEEPS), takes=DeviceNamed, answers=DeviceEnrolled, keyed=True)
def enrol_this_device(caller: Agent, asked: DeviceNamed) -> Reply[DeviceEnrolled]:
    """Make the device that asks a tablet of the town, for thirty days."""
    cookie = enrol_device(DeviceAct(caller.commune, caller.account, caller.ask.now), asked.name)
    told = (
        "Cette tablette est enregistrée pour trente jours. Déconnectez-vous : chacun l’ouvre avec son code."
    )
    return Reply(DeviceEnrolled(told), tablet=cookie)


@routes.route("DELETE", f"{DEVICES}/{{device}}", WHO_KEEPS, answers=None, status=204, keyed=True)
def end_a_device(caller: Agent) -> None:
    """Nobody unlocks it any more, and who did is out at once."""
    end_device(DeviceAct(caller.commune, caller.account, caller.ask.now), caller.ask.path["device"])


@routes.route("GET", "/me/pin", WITH_FACTOR, answers=MyPin)
def read_my_pin(caller: Parent) -> MyPin:
    """Whether one was chosen."""
    return MyPin(read_one(devices.pin_key(caller.account), Pin) is not None)


@routes.route("PUT", "/me/pin", WITH_FACTOR, takes=PinChosen, answers=MyPin, keyed=True)
def choose_my_pin(caller: Parent, asked: PinChosen) -> MyPin:
    """Choose the PIN that unlocks the town's tablets, after the phone's code of a few minutes ago."""
    check_fresh_factor(caller)
    choose_pin(caller.account, asked.pin, idempotency_key=caller.ask.idempotency_key, now=caller.ask.now)
    return MyPin(True)


@routes.route("GET", "/tablet", ANYONE, answers=TabletHere)
def read_tablet(caller: Anyone) -> TabletHere:
    """What this tablet is, and who may unlock it; 404 on any other device."""
    here = device_here(caller.ask.tablet, now=caller.ask.now)
    firsts = [each.first_name for each in here.people]
    return TabletHere(
        here.commune.id,
        here.commune.name,
        here.device.name,
        [
            PersonHere(
                each.account,
                each.first_name
                if firsts.count(each.first_name) == 1
                else f"{each.first_name} {each.last_name}",
            )
            for each in here.people
        ],
    )


@routes.route("POST", "/tablet/session", ANYONE, takes=PinGiven, answers=Unlocked, keyed=True)
def unlock_tablet(caller: Anyone, asked: PinGiven) -> Reply[Unlocked]:
    """Open a session on this tablet, for attendance only."""
    ask = caller.ask
    opened = unlock_device(ask.tablet, asked.account, asked.pin, visitor=visitor(ask), now=ask.now)
    here = device_here(ask.tablet, now=ask.now)
    return Reply(Unlocked("unlocked", here.commune.id), opened.cookie)
