"""The first screen of a parent, as the API tells it. Sentences are French; each leads to the screen that it is about."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from functions.web.absences.types import UndoOffered


class HomeLimit(Struct):
    """What closes next. `name`: of the card, « Votre panier ». `is_missing`: something is to be booked or validated before it. `week`: where that is done, as `2026-W50`; empty for
    none in particular. `lead`: of the button that leads there."""

    name: str
    sentence: str
    detail: str
    is_missing: bool
    week: str
    lead: str


class HomeSubject(StrEnum):
    """What a line is about: the screen leads there."""

    ANSWER = "answer"
    PROOF = "proof"
    PAPERS = "papers"
    REGLEMENT = "reglement"
    """It is to be accepted before anything can be booked."""
    FILE = "file"
    """*Mon dossier* is to be confirmed for the school year."""
    MESSAGE = "message"
    WAITING = "waiting"
    TREASURY = "treasury"


class HomeLine(Struct):
    """`id`: of the thread or the message, where the line is about one."""

    about: HomeSubject
    sentence: str
    id: str = ""


class HomeDay(Struct):
    """« Demain » and « Clara, cantine ; Guilhem, cantine et garderie du soir. » `is_free`: no child is said to come or to be absent."""

    date: date
    name: str
    text: str
    is_free: bool


class SickChild(Struct):
    """`chosen`: the child is the only one of whom something is booked on the first of the days. Of several, none is chosen in advance."""

    id: str
    name: str
    chosen: bool


class SickDay(Struct):
    date: date
    label: str
    """« aujourd’hui », « lundi »"""


class HomeSick(Struct):
    """*Mon enfant est malade*: which children, and until which of the coming booked days. `word`: what a parent's word of
    honour is for; empty where it counts for no service."""

    children: list[SickChild]
    days: list[SickDay]
    word: str


class HomeShown(Struct):
    read_at: str
    """« jeudi 26 novembre à 20 h 30 », for whoever reads it later without a network."""
    days: list[HomeDay]
    """Today while it goes on, then the next day of school."""
    limits: list[HomeLimit]
    """What waits in the parent's basket, then what is to be booked, the first to close first; else the limit that comes next."""
    owing: str
    is_late: bool
    """Something was to be paid before today."""
    month: str
    """What this month has cost so far and will come to; empty where nothing is booked."""
    lines: list[HomeLine]
    """What waits for the family first, then what waits for the town."""
    sick: HomeSick | None
    """None where nothing is booked in the coming week."""
    undo: UndoOffered | None
    """An absence that either parent declared some minutes ago."""
