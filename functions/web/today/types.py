"""The day, as the API tells it to an agent."""

from datetime import date, datetime

from msgspec import Struct


class TodoLine(Struct):
    """What waits of one kind. `more`: there are more than could be counted at once."""

    kind: str
    label: str
    count: int
    more: bool
    oldest: datetime
    due: int
    """How many of them are about today or tomorrow."""


class SchoolCount(Struct):
    code: str
    name: str
    booked: int
    closed: str | None
    """Why the service does not open to this school that day; null if it does."""


class ServiceToday(Struct):
    """`capacity`: null where there is no limit of places for all schools together."""

    code: str
    name: str
    starts: str
    """« 11 h 45 »; empty where the règlement does not say."""
    booked: int
    capacity: int | None
    waiting: int
    schools: list[SchoolCount]
    remark: str


class LimitToday(Struct):
    service: str
    service_name: str
    at: datetime
    hour: str
    sentence: str
    passed: bool
    reserves: bool
    """Families who usually come and booked nothing can be looked for."""


class KitchenToday(Struct):
    """The next order of a service that serves meals. `alarm`: nobody said that it came, and the last call is near."""

    service: str
    service_name: str
    day: date
    meals: int
    sentence: str
    alarm: bool


class Today(Struct):
    now: datetime
    today: str
    """« Dimanche 29 novembre »"""
    day: date | None
    """The day whose services are shown: today, or the next on which one opens; null where none is known."""
    day_title: str
    todo: list[TodoLine]
    services: list[ServiceToday]
    limits: list[LimitToday]
    next_limit: str
    """Of a later day; empty where none is known."""
    has_reglement: bool
    kitchen: list[KitchenToday] = []
    """Of who cooks and of the secretary: the next order of each service that serves meals."""


class Forgetful(Struct):
    family: str
    name: str
    phone: str


class ForgetfulPage(Struct):
    """`looked_at`: families of this page. `next`: where the next begins; null on the last one."""

    families: list[Forgetful]
    looked_at: int
    next: str | None
