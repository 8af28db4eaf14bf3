"""The kitchen's days, as the API tells them."""

from datetime import date, datetime

from msgspec import Struct


class MealCount(Struct):
    """The meals of one menu for one school. `menu`: empty for the usual one. `basket`: the family brings the meal, which is counted apart."""

    school: str
    school_name: str
    menu: str
    menu_name: str
    basket: bool
    under6: int
    from6: int
    adults: int
    ordered: int | None
    """How many were ordered; null before the order."""


class MealName(Struct):
    """A child whose meal is another one, who has a PAI, or an allergy: to what is in its sheet alone. `menu_unknown`: what is written of it
    cannot be read."""

    child: str
    name: str
    """The first name, and what tells it from another of the list."""
    school: str
    school_class: str | None
    menu: str
    pai: bool
    allergy: bool
    basket: bool
    menu_unknown: bool


class OrderShown(Struct):
    number: int
    at: datetime
    meals: int
    """Of a difference, below zero where there are fewer."""
    changes: list[str]
    """« +1 standard, École Jaurès »; of the order itself, nothing."""
    acknowledged_at: datetime | None
    sent_to: str
    """Empty where nobody was written to."""
    sent: str
    """The mail that it left with, which can be sent again."""
    sent_again_at: datetime | None


class ExtrasShown(Struct):
    school: str
    school_name: str
    adults: int
    note: str
    served: int | None


class KitchenDayShown(Struct):
    """`closed`: why the service opens to nobody that day. `order`: the number of the last order; null before the first."""

    service: str
    service_name: str
    date: date
    title: str
    """« Lundi 30 novembre »"""
    closed: str | None
    remarks: list[str]
    """Of the schools to which it does not open, while it opens to others."""
    closes_at: datetime | None
    last_call: datetime
    last_call_sentence: str
    order: int | None
    state: str
    alarm: bool
    """Nobody said that the order came, and the last call is near."""
    counts: list[MealCount]
    meals: int
    """To cook: those that families bring are not among them."""
    causes: list[str]
    """Why these are not as many as the children booked, nor as the meals ordered; empty where they are."""
    baskets: int
    orders: list[OrderShown]
    after: list[str]
    """What changed since the last order and is in none."""
    after_title: str
    """When it leaves by itself, or whom to call; empty where nothing changed."""
    names: list[MealName]
    extras: list[ExtrasShown]
    """A line for each school that the service takes in; one without a school where the town names none."""
    served: int | None
    ordered: int | None
    waste: str
    """« 4 repas de trop, 3 % »; empty until it is known what was served."""


class OrderSettingsShown(Struct):
    service: str
    service_name: str
    caterer: str
    email: str
    days_before: int | None
    at: str | None
    """« 10:00 », as `last_call`."""
    last_call: str
    phone: str


class KitchenWeek(Struct):
    as_of: datetime
    today: date
    days: list[KitchenDayShown]
    settings: list[OrderSettingsShown]
    may_write: bool
    unreadable: list[str]
    """Children whose file or month cannot be read: whether they eat is not known."""
