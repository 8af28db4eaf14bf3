"""What a device is told of: chosen on that device, looked at and ended from any."""

from datetime import datetime
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.push.device import PushDevice, PushKind
from functions.domain.push.endpoints import LONGEST
from functions.french.push.sentences import LABELS, QUIET
from functions.french.words.devices import device as device_name
from functions.settings import settings
from functions.storage.accounts.sessions import hash_of
from functions.storage.push import devices
from functions.usecases.push.choose_device import DeviceChosen, choose_device, forget_device
from functions.web.api.endpoint import Routes
from functions.web.callers.parents import PARENT, Parent

routes = Routes(Blueprint(__name__))

Base64Url = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{16,100}=*$")]


class PushKeys(Struct):
    """Of a browser's subscription, as it gives them."""

    p256dh: Base64Url
    auth: Base64Url


class PushChoice(Struct, forbid_unknown_fields=True):
    endpoint: Annotated[str, Meta(max_length=LONGEST)]
    keys: PushKeys
    kinds: Annotated[list[PushKind], Meta(min_length=1, max_length=len(PushKind))]
    quiet: bool


class PushKindShown(Struct):
    kind: PushKind
    label: str


class PushDeviceShown(Struct):
    id: str
    device: str
    since: datetime
    kinds: list[PushKind]
    quiet: bool
    current: bool
    """This one."""


class PushDevices(Struct):
    key: str
    """The portal's public key, with which a browser subscribes; empty where the portal has none, and tells no device."""
    kinds: list[PushKindShown]
    quiet: str
    devices: list[PushDeviceShown]


@routes.route("GET", "/me/push-devices", PARENT, answers=PushDevices)
def list_push_devices(caller: Parent) -> PushDevices:
    """The devices that are told of things, the one that chose last first."""
    own = hash_of(caller.session.key)
    known = sorted(devices.of_account(caller.account), key=lambda one: one.value.since, reverse=True)
    return PushDevices(
        settings().push_public_key,
        [PushKindShown(kind, label) for kind, label in LABELS.items()],
        QUIET,
        [
            PushDeviceShown(
                name := devices.name_of(one.key),
                one.value.name,
                one.value.since,
                list(one.value.kinds),
                one.value.quiet,
                name == own,
            )
            for one in known
        ],
    )


@routes.route("POST", "/me/push-devices", PARENT, takes=PushChoice, answers=None, status=204, keyed=True)
def choose_push_device(caller: Parent, asked: PushChoice) -> None:
    """This device is told of these kinds of things from now on."""
    ask = caller.ask
    kinds = tuple(kind for kind in PushKind if kind in asked.kinds)
    name = device_name(ask.user_agent)
    chosen = PushDevice(
        name, asked.endpoint, asked.keys.p256dh, asked.keys.auth, kinds, asked.quiet, since=ask.now
    )
    choose_device(DeviceChosen(caller.session, chosen, settings().push_service, ask.idempotency_key, ask.now))


@routes.route("DELETE", "/me/push-devices/{device}", PARENT, answers=None, status=204, keyed=True)
def forget_push_device(caller: Parent) -> None:
    """It is told nothing more. One that is told nothing already stays so; `current`: this one."""
    ask = caller.ask
    named = ask.path["device"]
    name = hash_of(caller.session.key) if named == "current" else named
    forget_device(caller.account, name, idempotency_key=ask.idempotency_key, now=ask.now)
