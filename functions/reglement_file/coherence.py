"""What can only be seen once the whole file is read: names that lead nowhere, days without a limit."""

from collections import Counter
from collections.abc import Iterable, Iterator

from functions.domain.calendar.school_years import Zone
from functions.domain.files.year_file import takes_children_in
from functions.domain.reglement.deadline_rules import Anchor, Limit, Rule
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.service_conditions import Need
from functions.french.words.dates import weekdays as weekday_names
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
    _check_rules(reglement, problems)
    _check_surcharges(reglement, problems)
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
        if Need.HEALTH_SHEET in asked.needs and not takes_children_in(reglement, service):
            problems.add(
                (*path, "conditions", "needs"),
                "seul un service qui accueille les enfants peut demander leur fiche sanitaire : dites quelle part de son tarif est de la garde "
                "(care_percent), ou retirez « health_sheet ».",
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


def _check_surcharges(reglement: Reglement, problems: Problems) -> None:
    """A surcharge that takes another price of the tariff: every grid of it must have that price."""
    for index, service in enumerate(reglement.services):
        grids = [tariff for tariff in reglement.tariffs if tariff.code == service.tariff]
        for action in ("reserve", "cancel", "modify"):
            rule: Rule | None = getattr(service, action)
            for number, late in enumerate(rule.late if rule is not None else ()):
                kind = late.surcharge.kind if late.surcharge is not None else None
                if kind is not None and any(all(line.kind != kind for line in grid.lines) for grid in grids):
                    problems.add(
                        ("services", index, action, "late", number, "surcharge", "price"),
                        f"le tarif « {service.tariff} » n’a pas de prix « {kind} » : ajoutez-le dans « other_prices ».",
                    )


def _limits(rule: Rule) -> Iterator[Limit]:
    for case in rule.cases:
        yield from (limit for limit in (case.closes, case.opens, case.opens_outside) if limit is not None)
    yield from (late.until for late in rule.late if late.until is not None)


def _check_rules(reglement: Reglement, problems: Problems) -> None:
    """Once for rules that are one by `same_as`. Of a limit that could not be read, no instant means anything."""
    places = [
        (service, rule, ("services", index, action))
        for index, service in enumerate(reglement.services)
        for action in ("reserve", "cancel", "modify")
        if (rule := getattr(service, action)) is not None
    ]
    unread = {id(rule.cases) for _, rule, where in places if problems.within(where)}
    seen: set[tuple[object, ...]] = set()
    for service, rule, where in places:
        one = (
            id(rule.cases) if rule.cases else where,
            service.weekdays,
            service.terms,
            service.starts_at,
            service.on_public_holidays,
        )
        if one in seen:
            continue
        seen.add(one)
        _check_rule(service, rule, where, problems, has_periods=bool(reglement.calendar.periods))
        if id(rule.cases) not in unread:
            check_instants(reglement, service, rule, where, problems)


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
