"""The town's tablets."""

from functions.domain.agents.staff import Role
from functions.storage.devices import devices
from functions.usecases.devices.choose_pin import choose_pin
from functions.usecases.devices.enrol_device import DeviceAct, end_device, enrol_device
from functions.usecases.devices.unlock_device import unlock_device
from tests.support.accounts import HOME
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import MARC, NOW, appoint, open_account, open_town

ACT = DeviceAct("lisse", MARC, NOW)


def a_tablet() -> str:
    """Its cookie."""
    open_town()
    open_account(MARC)
    appoint(MARC, Role.CHILDCARE)
    return enrol_device(ACT, "Jules-Ferry")


@writes("devices.enrol_device", spares=("C#lisse#DEVICES", "C#lisse#JOURNAL"))
def enrolling_a_tablet() -> Do:
    """Twice, it is two: the secret of the first was told to nobody."""
    open_town()
    return lambda: enrol_device(ACT, "Jules-Ferry")


@writes("devices.enrol_device")
def ending_a_tablet() -> Do:
    a_tablet()
    [tablet] = devices.of_commune("lisse")
    return lambda: end_device(ACT, tablet.value.id)


@writes("devices.choose_pin")
def choosing_a_pin() -> Do:
    open_town()
    open_account(MARC)
    return lambda: choose_pin(MARC, "271828", idempotency_key=KEY, now=NOW)


@writes("devices.unlock_device", spares=("SESSION#",))
def unlocking_a_tablet() -> Do:
    cookie = a_tablet()
    choose_pin(MARC, "271828", idempotency_key="chosen-before", now=NOW)
    return lambda: unlock_device(cookie, MARC, "271828", visitor=HOME, now=NOW)
