"""Devices that are told of things."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.gateways.push.push_service import Push, PushGone
from functions.storage.table.ids import new_id
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.push.choose_device import DeviceChosen, choose_device, forget_device
from functions.usecases.push.tell_device import ToTell, tell_device
from tests.support.acts.accounts import signed_in
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import MARC, NOW, open_town, settle
from tests.support.push import DEVICE, put_device


@writes("push.choose_device")
def choosing_a_device() -> Do:
    session = signed_in()
    put_device("before", endpoint=DEVICE.endpoint)
    return lambda: choose_device(DeviceChosen(session, DEVICE, "", KEY, NOW))


@writes("push.choose_device")
def forgetting_a_device() -> Do:
    signed_in()
    put_device("phone")
    return lambda: forget_device(MARC, "phone", idempotency_key=KEY, now=NOW)


@writes("messages.fan_out_to_members")
def fanning_out_to_devices() -> Do:
    open_town()
    settle()
    put_device("phone")
    put_device("tablet", endpoint=f"{DEVICE.endpoint}2")
    message = Message(new_id(NOW), MessageKind.PLACE_GIVEN, "lisse", "testmp", {"act": "1"})
    return lambda: fan_out_to_members(message, NOW)


class _Gone:
    def send(self, push: Push, *, now: datetime) -> None:
        raise PushGone("http_410")


@writes("push.tell_device")
def finding_that_a_device_is_gone() -> Do:
    signed_in()
    open_town()
    put_device("phone")
    data: dict[str, str | int] = {"account": MARC, "device": "phone", "about": "place_given", "act": "1"}
    message = Message(new_id(NOW), MessageKind.PUSH, "lisse", "testmp", data)
    return lambda: tell_device(
        message,
        still=lambda _message, _now: ToTell("/espace/reservations/", None),
        written=lambda notice: notice.tag.encode(),
        services=_Gone(),
        now=NOW,
    )
