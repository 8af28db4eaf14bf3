"""What a town says of its orders: who receives them, when they are made, until when they can be changed."""

from dataclasses import dataclass, field
from datetime import time

from functions.domain.errors import InvalidRequest

LAST_CALL = time(9, 15)
MOST_DAYS_BEFORE = 10
MOST_SERVICES = 20


class OrderSettingsRefused(InvalidRequest):
    """An hour without its day, or the contrary; or too many services. `field` says which."""

    code = "order_settings_refused"


@dataclass(frozen=True, slots=True)
class OrderSettings:
    """Of one service. `email`: empty where the town cooks itself and nobody is written to.

    `days_before`, `at`: the town's own hour for the order, so many days of service before. None: when booking closes.
    `last_call`: on the day itself; later changes are shown and sent to nobody. `phone`: whom the town hall calls then.
    """

    caterer: str = ""
    email: str = ""
    days_before: int | None = None
    at: time | None = None
    last_call: time = LAST_CALL
    phone: str = ""


@dataclass(frozen=True, slots=True)
class KitchenSettings:
    """By service."""

    services: dict[str, OrderSettings] = field(default_factory=dict)

    def of(self, service: str) -> OrderSettings:
        return self.services.get(service, OrderSettings())

    def having(self, service: str, settings: OrderSettings) -> "KitchenSettings":
        """Raises OrderSettingsRefused."""
        if (settings.days_before is None) != (settings.at is None):
            raise OrderSettingsRefused(field="at")
        services = {**self.services, service: settings}
        if len(services) > MOST_SERVICES:
            raise OrderSettingsRefused(field="service")
        return KitchenSettings(services)
