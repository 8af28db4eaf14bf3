"""Reading a table of the file key by key: what is missing, mistyped or unknown is told, and reading goes on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from functions.domain.reglement.deadline_rules import END_OF_DAY
from functions.french.words.dates import listing
from functions.reglement_file.places import Path
from functions.reglement_file.problems import Problems

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_HOUR = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
MOST_CENTS = 10_000_00


class Table:
    """One table of the file. Getters answer a harmless value when they tell a problem: nothing of it is kept."""

    def __init__(self, values: Mapping[str, object], path: Path, problems: Problems) -> None:
        self.values = values
        self.path = path
        self.problems = problems
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def problem(self, sentence: str, key: str | None = None) -> None:
        self.problems.add(self.path if key is None else (*self.path, key), sentence)

    def required(self, *keys: str) -> None:
        for key in keys:
            if key not in self.values:
                self.problem(f"il manque « {key} ».")

    def at_most_one(self, *keys: str) -> str | None:
        """The one of `keys` that is written."""
        self._read.update(keys)
        written = [key for key in keys if key in self.values]
        if len(written) > 1:
            self.problem(f"choisissez entre {listing([f'« {key} »' for key in written])}.", written[-1])
        return written[0] if written else None

    def text(self, key: str, default: str = "") -> str:
        value = self._value(key, str, 'un texte entre guillemets, comme "Cantine"')
        if not isinstance(value, str):
            return default
        if not value.strip():
            self.problem("ce texte est vide.", key)
        return value

    def code(self, key: str) -> str:
        value = self.text(key)
        if value and not _CODE.fullmatch(value):
            self.problem(
                "un code s’écrit en minuscules sans accent ni espace, comme « cantine » ou « garderie-matin ».",
                key,
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(value for value in self._list(key, 'une liste de textes, comme ["maternelle"]', str))

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._value(key, bool, "true ou false")
        return value if isinstance(value, bool) else default

    def whole(self, key: str, default: T, *, least: int, most: int) -> int | T:
        expected = f"un nombre entier de {least} à {most}"
        value = self._value(key, int, expected)
        if not isinstance(value, int):
            return default
        if not least <= value <= most:
            self.problem(f"écrivez {expected}.", key)
            return default
        return value

    def number(self, key: str, default: T) -> Decimal | T:
        value = self._value(key, (int, Decimal), "un nombre, comme 12.50")
        if not isinstance(value, int | Decimal):
            return default
        if not Decimal(value).is_finite():
            self.problem("écrivez un nombre, comme 12.50.", key)
            return default
        return Decimal(value)

    def cents(self, key: str, default: T, *, negative: bool = False) -> int | T:
        """An amount written in euros."""
        euros = self.number(key, None)
        if euros is None:
            return default
        cents = euros * 100
        if cents != cents.to_integral_value():
            self.problem("un montant s’arrête aux centimes, comme 3.40.", key)
        elif cents < 0 and not negative:
            self.problem("un montant ne peut pas être négatif.", key)
        elif abs(cents) > MOST_CENTS:
            self.problem("ce montant dépasse 10 000 € : il doit y avoir une faute de frappe.", key)
        else:
            return int(cents)
        return default

    def choice(self, key: str, kind: type[E], default: T) -> E | T:
        expected = " ou ".join(f'"{value}"' for value in kind)
        value = self._value(key, str, expected)
        if not isinstance(value, str):
            return default
        try:
            return kind(value)
        except ValueError:
            self.problem(f"écrivez {expected}.{_guess(value, list(kind))}", key)
            return default

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        expected = ", ".join(f'"{value}"' for value in kind)
        values = self._list(key, f"une liste parmi {expected}", str)
        for value in values:
            if value not in list(kind):
                self.problem(f"« {value} » n’est pas connu : {expected}.{_guess(value, list(kind))}", key)
        return tuple(kind(value) for value in values if value in list(kind))

    def weekday(self, key: str) -> int | None:
        value = self._value(key, str, f"un jour : {_days()}")
        return None if value is None else self._weekday(value, key)

    def weekdays(self, key: str, default: tuple[int, ...] = ()) -> tuple[int, ...]:
        if key not in self.values:
            self._read.add(key)
            return default
        return self._weekdays(self._list(key, f"une liste de jours parmi {_days()}", str), key)

    def weeks(self, key: str) -> tuple[tuple[int, ...], ...]:
        """A list of lists of weekdays."""
        return tuple(
            self._weekdays(days, key) for days in self._list(key, "une liste de listes de jours", list)
        )

    def day(self, key: str) -> date | None:
        """A date without hour."""
        value = self._value(key, date, "une date, comme 2026-09-01")
        if isinstance(value, datetime):
            self.problem("écrivez une date sans heure, comme 2026-09-01.", key)
            return None
        return value if isinstance(value, date) else None

    def days(self) -> tuple[date, date] | None:
        """`on`, or `from` and `to`, both included."""
        if "on" in self.values:
            self.at_most_one("on", "from")
            on = self.day("on")
            return None if on is None else (on, on)
        self.required("from", "to")
        first, last = self.day("from"), self.day("to")
        if first is None or last is None:
            return None
        if last < first:
            self.problem("« to » est avant « from ».", "to")
        return first, last

    def moment(self, key: str, *, closing: bool) -> datetime | None:
        """A local date and hour; a date alone is its end for a closing, its beginning for an opening."""
        value = self._value(key, date, "une date et une heure, comme 2027-01-22T20:00:00")
        if not isinstance(value, date):
            return None
        if not isinstance(value, datetime):
            return _midnight(value, after=closing)
        if value.tzinfo is not None:
            self.problem("l’heure est celle de la commune : n’écrivez pas de décalage.", key)
            return None
        is_end = (value.hour, value.minute) == (23, 59)
        return _midnight(value.date(), after=True) if is_end else value

    def minutes(self, key: str, default: T) -> int | T:
        """An hour, in minutes after midnight; "24:00" and "23:59" are the end of the day."""
        value = self._value(key, (str, time), 'une heure, comme "10:00"')
        if value is None:
            return default
        written = _HOUR.fullmatch(f"{value:%H:%M}" if isinstance(value, time) else str(value))
        minutes = int(written[1]) * 60 + int(written[2]) if written else END_OF_DAY + 1
        if minutes > END_OF_DAY:
            self.problem('écrivez une heure de "00:00" à "24:00", comme "10:00".', key)
            return default
        return END_OF_DAY if minutes == END_OF_DAY - 1 else minutes

    def hour(self, key: str) -> time | None:
        minutes = self.minutes(key, None)
        if minutes == END_OF_DAY:
            self.problem(
                "cette heure termine la journée : écrivez l’heure à laquelle le service commence.", key
            )
            return None
        return None if minutes is None else time(*divmod(minutes, 60))

    def table(self, key: str) -> "Table | None":
        value = self._value(key, dict, "un bloc entre accolades, comme { days = 2 }")
        return Table(value, (*self.path, key), self.problems) if isinstance(value, dict) else None

    def tables(self, key: str) -> list["Table"]:
        name = ".".join([*(part for part in self.path if isinstance(part, str)), key])
        values = self._list(key, f"une liste de blocs : [[{name}]]", dict)
        return [Table(value, (*self.path, key, index), self.problems) for index, value in enumerate(values)]

    def finish(self) -> None:
        """Tell the keys that nobody asked for."""
        for key in self.values:
            if key not in self._read:
                self.problem(f"« {key} » n’existe pas ici.{_guess(key, sorted(self._read))}", key)

    def _value(self, key: str, kinds: type | tuple[type, ...], expected: str) -> object:
        """What is written under `key`; None when nothing is, or nothing of these kinds."""
        self._read.add(key)
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            self.problem(f"écrivez {expected}.", key)
            return None
        return value

    def _list(self, key: str, expected: str, kind: type[T]) -> list[T]:
        values = self._value(key, list, expected)
        if not isinstance(values, list):
            return []
        found = [value for value in values if isinstance(value, kind)]
        if len(found) < len(values):
            self.problem(f"écrivez {expected}.", key)
            return []
        return found

    def _weekdays(self, values: Iterable[object], key: str) -> tuple[int, ...]:
        found = {self._weekday(value, key) for value in values}
        return tuple(sorted(day for day in found if day is not None))

    def _weekday(self, value: object, key: str) -> int | None:
        name = value.lower() if isinstance(value, str) else ""
        for names in (WEEKDAYS, _FULL):
            if name in names:
                return names.index(name) + 1
        self.problem(f"« {value} » n’est pas un jour : {_days()}.", key)
        return None


def _midnight(day: date, *, after: bool) -> datetime:
    return datetime.combine(date.fromordinal(day.toordinal() + after), time())


def _guess(written: str, known: Sequence[str]) -> str:
    close = get_close_matches(written, known, n=1)
    return f" Vouliez-vous écrire « {close[0]} » ?" if close else ""


def _days() -> str:
    return ", ".join(f'"{name}"' for name in WEEKDAYS)
