"""What can only be seen once the whole file is read: names that lead nowhere, days without a limit."""

from collections import Counter
from collections.abc import Iterable, Iterator

from functions.domain.reglement import Reglement, Service
from functions.domain.rules import Anchor, Limit, Rule
from functions.domain.school_years import Zone
from functions.french.dates import weekdays as weekday_names
from functions.reglement_file.instants import check_instants
from functions.reglement_file.places import Path
from functions.reglement_file.problems import Problems


def check(reglement: Reglement, problems: Problems) -> None:
    _unique(problems, "services", [service.code for service in reglement.services])
    _unique(
        problems, "tariffs", [f"{tariff.code} {tariff.since or ''}".strip() for tariff in reglement.tariffs]
    )
    codes = [school.code for school in reglement.calendar.schools]
    _unique(problems, "calendar", codes, "schools")
    _known_names(reglement, problems)
    for index, service in enumerate(reglement.services):
        for action in ("reserve", "cancel", "modify"):
            rule = getattr(service, action)
            if rule is not None:
                where = ("services", index, action)
                has_periods = bool(reglement.calendar.periods)
                _check_rule(service, rule, where, problems, has_periods=has_periods)
                check_instants(reglement, service, rule, ("services", index, action), problems)
    if reglement.zone is Zone.OWN and not reglement.calendar.own_years:
        problems.add(
            ("zone",), 'avec la zone "own", écrivez vos années scolaires : [[calendar.school_years]].'
        )


def _unique(problems: Problems, *where: str | list[str]) -> None:
    path = tuple(part for part in where if isinstance(part, str))
    (codes,) = (part for part in where if isinstance(part, list))
    counts = Counter(codes)
    for index, code in enumerate(codes):
        if code and counts[code] > 1 and codes.index(code) != index:
            problems.add((*path, index), f"« {code} » est déjà pris plus haut.")


def _known_names(reglement: Reglement, problems: Problems) -> None:
    tariffs = {tariff.code for tariff in reglement.tariffs}
    schools = {school.code for school in reglement.calendar.schools}
    services = {service.code for service in reglement.services}
    for index, service in enumerate(reglement.services):
        path: Path = ("services", index)
        if service.tariff not in tariffs:
            problems.add(
                (*path, "tariff"),
                f"le tarif « {service.tariff} » n’existe pas : ajoutez-le dans [[tariffs]].",
            )
        _all_known(service.schools or (), schools, "l’école", (*path, "schools"), problems)
        asked = service.conditions
        for key, codes in (
            ("excludes", asked.excludes),
            ("requires", asked.requires),
            ("comes_with", asked.comes_with),
        ):
            others = services - {service.code}
            _all_known(codes, others, "l’autre service", (*path, "conditions", key), problems)
        for number, places in enumerate(service.places):
            _all_known(
                [places.school] if places.school else [],
                schools,
                "l’école",
                (*path, "places", number),
                problems,
            )
        priorities = service.waiting_list.priorities if service.waiting_list is not None else ()
        for number, priority in enumerate(priorities):
            where = (*path, "waiting_list", "priorities", number, "schools")
            _all_known(priority.schools, schools, "l’école", where, problems)
    for index, closure in enumerate(reglement.calendar.closures):
        path = ("calendar", "closures", index)
        _all_known(closure.services, services, "le service", (*path, "services"), problems)
        _all_known(closure.schools, schools, "l’école", (*path, "schools"), problems)
    for index, opening in enumerate(reglement.calendar.openings):
        _all_known(
            opening.services, services, "le service", ("calendar", "openings", index, "services"), problems
        )


def _all_known(names: Iterable[str], known: set[str], what: str, path: Path, problems: Problems) -> None:
    for name in names:
        if name not in known:
            problems.add(path, f"{what} « {name} » n’existe pas dans ce fichier.")


def _limits(rule: Rule) -> Iterator[Limit]:
    for case in rule.cases:
        yield from (limit for limit in (case.closes, case.opens, case.opens_outside) if limit is not None)
    yield from (late.until for late in rule.late if late.until is not None)


def _check_rule(service: Service, rule: Rule, path: Path, problems: Problems, *, has_periods: bool) -> None:
    if any(Anchor.PERIOD is limit.anchor for limit in _limits(rule)) and not has_periods:
        problems.add(path, '« from = "period" » demande vos périodes : [[calendar.periods]].')
    if not rule.cases or any(case.first or case.last or case.period for case in rule.cases):
        return
    for resident, whose in ((True, ""), (False, " des familles extérieures")):
        covered = {
            day
            for case in rule.cases
            if not case.public_holidays and case.resident in (None, resident)
            for day in case.weekdays or service.weekdays
        }
        missing = set(service.weekdays) - covered
        if missing:
            days = weekday_names(missing, article="le ")
            problems.add(path, f"il n’y a pas de limite pour {days}{whose}.")
            return
