"""A commune's règlement as a file (TOML): read it, or write it back. The format is in `docs/reglement.md`."""

import re
import tomllib
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from functions.domain.calendar.rules import CalendarRules
from functions.domain.calendar.school_years import Zone
from functions.domain.reglement.reglement import Reglement
from functions.reglement_file import coherence
from functions.reglement_file.calendar import read_calendar
from functions.reglement_file.places import places
from functions.reglement_file.problems import InvalidReglement, Problem, Problems
from functions.reglement_file.reader import Table
from functions.reglement_file.services import read_services
from functions.reglement_file.tariffs import read_tariff
from functions.reglement_file.writing import write

__all__ = ["InvalidReglement", "Problem", "parse", "write"]

MOST_BASKET_MINUTES = 60 * 24 * 60
"""Two months."""
MOST_CHARACTERS = 400_000
"""More than any règlement needs, and less than a function should chew."""


def parse(text: str) -> Reglement:
    """The règlement that `text` writes, as version 0. Raises InvalidReglement with every problem at once."""
    document = _document(text)
    problems = Problems(document, places(text))
    table = Table(document, (), problems)
    table.required("zone")
    written_calendar = table.table("calendar")
    calendar = CalendarRules() if written_calendar is None else read_calendar(written_calendar)
    schools = {school.code: school.name for school in calendar.schools}
    reglement = Reglement(
        version=0,
        timezone=_timezone(table),
        zone=table.choice("zone", Zone, Zone.A),
        services=read_services(table, calendar.school_weekdays),
        tariffs=tuple(read_tariff(tariff, schools) for tariff in table.tables("tariffs")),
        calendar=calendar,
        basket_minutes=table.whole("basket_minutes", None, least=5, most=MOST_BASKET_MINUTES),
    )
    table.finish()
    coherence.check(reglement, problems)
    if problems:
        raise InvalidReglement(problems.sorted())
    return reglement


def _document(text: str) -> dict[str, object]:
    if len(text) > MOST_CHARACTERS:
        raise InvalidReglement([Problem(0, "", "ce fichier est trop long pour être un règlement.")])
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidReglement([_syntax_problem(text, str(error))]) from error
    except RecursionError as error:
        raise InvalidReglement(
            [Problem(0, "", "ce fichier a trop de crochets les uns dans les autres.")]
        ) from error


def _syntax_problem(text: str, message: str) -> Problem:
    place = re.search(r"line (\d+), column (\d+)", message)
    line = int(place[1]) if place else text.count("\n") + 1
    written = (text.splitlines() or [""])[min(line, len(text.splitlines()) or 1) - 1]
    sentence = "cette ligne n’est pas écrite comme il faut : vérifiez les guillemets, les crochets et le signe « = »."
    if re.search(r"=\s*\d+,\d", written):
        sentence = "un nombre s’écrit avec un point : 3.40 et non 3,40."
    elif any(quote in written for quote in "“”«»’") and '"' not in written:
        sentence = 'un texte se met entre guillemets droits : "Cantine".'
    elif "overwrite" in message or "twice" in message or "more than once" in message:
        sentence = "ceci est déjà écrit plus haut."
    return Problem(line, "", sentence)


def _timezone(table: Table) -> str:
    name = table.text("timezone", "Europe/Paris")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.problem(
            'ce fuseau horaire n’existe pas : écrivez "Europe/Paris" ou "Indian/Reunion".', "timezone"
        )
        return "Europe/Paris"
