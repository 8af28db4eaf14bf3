"""`python -m infra.reglement check|deadlines|price|compare|publish FILE …`: see `docs/reglement.md`."""

import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from functions import wiring
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.errors import Refusal
from functions.domain.pricing.prices import Household, NoPrice, price
from functions.domain.reglement.closures import ClosedCode, closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import RuledAction, window
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.french.refusals import sentence
from functions.french.reglement.tariffs import explain
from functions.reglement_file import InvalidReglement, Problem, parse
from functions.reglement_file.applied import not_applied
from functions.usecases.town.publish_reglement import DEPLOYER
from infra.french import counted
from infra.reglement.no_price import no_grid, no_line
from infra.reglement.publishing import compared, publish

ACTIONS: tuple[RuledAction, ...] = (Action.RESERVE, Action.CANCEL, "modify")
LONGEST_SPAN = timedelta(days=3 * 366)


class Refused(Exception):
    """What to print on the error output before leaving with status 1."""


def main(arguments: list[str]) -> int:
    """0: fine. 1: the file or the question is refused, and the error output says why. 2: wrong command."""
    options = _parser().parse_args(arguments)
    try:
        for line in options.run(_read(options.file), options):
            print(line)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(sentence(refusal.code, refusal.data), file=sys.stderr)
        return 1
    return 0


def check(reglement: Reglement, options: Namespace) -> Iterator[str]:
    _refuse_unapplied(reglement, options.file)
    services, tariffs = len(reglement.services), len({tariff.code for tariff in reglement.tariffs})
    yield f"Ce règlement est correct : {counted(services, 'service')}, {counted(tariffs, 'tarif')}."


def deadlines(reglement: Reglement, options: Namespace) -> Iterator[str]:
    """One JSON line per service day and action."""
    if options.end - options.start > LONGEST_SPAN:
        raise Refused("La période demandée dépasse trois ans.")
    service = reglement.service(options.service)
    for day in _service_days(reglement, service, options.start, options.end):
        for action in ACTIONS:
            found = window(reglement, service, day, action, resident=options.resident)
            line = {
                "service": service.code,
                "date": day.isoformat(),
                "action": str(action),
                "opens_at": found.opens_at and found.opens_at.isoformat(),
                "closes_at": found.closes_at and found.closes_at.isoformat(),
            }
            yield json.dumps(line, ensure_ascii=False)


def price_of_unit(reglement: Reglement, options: Namespace) -> Iterator[str]:
    """The price in cents and the reason, as one JSON line. Raises Refused, in words for a clerk."""
    service = reglement.service(options.service)
    household = Household(
        quotient_familial=options.qf,
        resident=options.resident,
        rank=options.rank,
        children=max(options.children, options.rank),
        age=options.age,
        level=options.level,
        scheme=options.scheme,
        school=options.school,
    )
    try:
        tariff = reglement.tariff_on(service.tariff, options.date)
        found = price(
            reglement,
            service,
            options.date,
            household,
            kind=options.kind,
            formula=options.formula,
            days=options.days,
            minutes=options.minutes,
        )
    except UnknownTariff as refusal:
        raise Refused(no_grid(service.tariff, options.date)) from refusal
    except NoPrice as refusal:
        raise Refused(no_line(tariff, options.kind, vars(options))) from refusal
    line = {
        "service": service.code,
        "date": options.date.isoformat(),
        "price_cents": found.unit_cents,
        "quantity": found.quantity,
        "total_cents": found.total_cents,
        "tranche": found.tranche,
        "reason": explain(found, tariff.unit),
    }
    yield json.dumps(line, ensure_ascii=False)


def compare_files(new: Reglement, options: Namespace) -> Iterator[str]:
    """What families will read otherwise, and the limits that move."""
    start = options.start or new.day_of(wiring.now())
    yield from compared(_read(options.old), new, start, options.weeks)


def _service_days(reglement: Reglement, service: Service, start: date, end: date) -> Iterator[date]:
    for shift in range((end - start).days + 1):
        day = start + timedelta(shift)
        closed = closure(reglement, service, day)
        if closed is None:
            yield day
        elif closed.code is ClosedCode.BEYOND_CALENDAR:
            raise CalendarUnknown(day)


def _refuse_unapplied(reglement: Reglement, path: Path) -> None:
    """Refuse what families would read and the portal would not do. Raises Refused."""
    if problems := not_applied(path.read_text(encoding="utf-8"), reglement):
        raise Refused(_told(path, problems))


def _publish(reglement: Reglement, options: Namespace) -> Iterator[str]:
    _refuse_unapplied(reglement, options.file)
    yield from publish(reglement, options)


def _told(path: Path, problems: Iterable[Problem]) -> str:
    return "\n".join(f"{path} : {problem}" for problem in problems)


def _read(path: Path) -> Reglement:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except InvalidReglement as invalid:
        raise Refused(_told(path, invalid.problems)) from invalid
    except UnicodeDecodeError as error:
        raise Refused(f"{path} : enregistrez ce fichier en UTF-8.") from error
    except OSError as error:
        raise Refused(f"{path} : ce fichier ne peut pas être lu.") from error


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m infra.reglement", description="Vérifier et essayer un règlement.")
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("check", help="vérifie le fichier et dit toutes les erreurs à la fois")
    command.add_argument("file", type=Path)
    command.set_defaults(run=check)

    command = commands.add_parser("deadlines", help="donne l’ouverture et la limite de chaque jour")
    command.add_argument("file", type=Path)
    command.add_argument("--service", required=True)
    command.add_argument("--from", dest="start", type=_date, required=True)
    command.add_argument("--to", dest="end", type=_date, required=True)
    command.add_argument("--resident", type=_yes_or_no, default=True)
    command.set_defaults(run=deadlines)

    command = commands.add_parser("compare", help="dit ce qui change d’un fichier à l’autre")
    command.add_argument("old", type=Path)
    command.add_argument("file", type=Path, metavar="new")
    command.add_argument("--from", dest="start", type=_date, default=None, help="aujourd’hui, sans lui")
    command.add_argument("--weeks", type=int, default=8)
    command.set_defaults(run=compare_files)

    command = commands.add_parser(
        "publish", help="montre ce qui change dans la commune, puis publie avec --yes"
    )
    command.add_argument("file", type=Path)
    command.add_argument("--commune", required=True)
    command.add_argument("--weeks", type=int, default=8)
    command.add_argument(
        "--by", type=_code, default=DEPLOYER, help="le compte, ou la fonction, qui publie : noté au journal"
    )
    command.add_argument("--yes", action="store_true", help="publie")
    command.set_defaults(run=_publish)

    command = commands.add_parser("price", help="donne le prix d’une unité et sa raison")
    command.add_argument("file", type=Path)
    command.add_argument("--service", required=True)
    command.add_argument("--date", type=_date, required=True)
    command.add_argument("--qf", type=_decimal, help="quotient familial ; sans lui : non justifié")
    command.add_argument("--resident", type=_yes_or_no, default=True)
    command.add_argument("--rank", type=int, default=1, help="rang de l’enfant, l’aîné est 1")
    command.add_argument("--children", type=int, default=1)
    command.add_argument("--age", type=int)
    command.add_argument("--level")
    command.add_argument("--scheme")
    command.add_argument("--school")
    command.add_argument("--kind", default="regular", help="regular, occasional, unreserved, pai, adult…")
    command.add_argument("--formula")
    command.add_argument("--days", type=int, help="jours réservés par semaine")
    command.add_argument("--minutes", type=int)
    command.set_defaults(run=price_of_unit)
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"« {text} » n’est pas une date comme 2026-09-01") from error


def _code(text: str) -> str:
    """The journal holds ids, never a name."""
    if not re.fullmatch(r"[a-z0-9:-]{1,40}", text):
        raise ArgumentTypeError(
            "écrivez un compte ou une fonction, sans espace ni accent : pas de nom de personne"
        )
    return text


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ArgumentTypeError(f"« {text} » n’est pas un nombre") from error
    if not value.is_finite() or value < 0:
        raise ArgumentTypeError(f"« {text} » n’est pas un quotient familial")
    return value


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ArgumentTypeError("écrivez yes ou no")
    return text == "yes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
