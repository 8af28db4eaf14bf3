"""Services as the file writes them, each with its rules."""

from dataclasses import replace

from functions.domain.reglement.deadline_rules import NEVER, Mode, Rule
from functions.domain.reglement.reglement import HOLD_MINUTES, Places, Service, Terms
from functions.reglement_file.conditions_of_service import read_absence, read_service_conditions
from functions.reglement_file.places import Path
from functions.reglement_file.reader import Table
from functions.reglement_file.rules import read_rule
from functions.reglement_file.waiting import read_waiting_list

_ACTIONS = ("reserve", "cancel", "modify")
LEAST_HOLD_MINUTES = 20
"""The provider's page waits a quarter of an hour for the payer."""
MOST_HOLD_MINUTES = 12 * 60


def read_services(document: Table, school_weekdays: tuple[int, ...]) -> tuple[Service, ...]:
    tables = document.tables("services")
    rules = _rules(tables)
    return tuple(_service(table, index, rules, school_weekdays) for index, table in enumerate(tables))


def _service(
    table: Table, index: int, rules: dict[tuple[int, str], Rule], school_weekdays: tuple[int, ...]
) -> Service:
    table.required("code", "name", "tariff", "reserve")
    terms = table.choice("terms", Terms, Terms.SCHOOL_DAYS)
    if terms is not Terms.SCHOOL_DAYS:
        table.required("weekdays")
    reserve = rules.get((index, "reserve"), NEVER)
    if reserve.mode is not Mode.ATTENDANCE:
        table.required("cancel")
    weekdays = table.weekdays("weekdays", school_weekdays)
    service = Service(
        code=table.code("code"),
        name=table.text("name"),
        weekdays=weekdays,
        tariff=table.code("tariff"),
        reserve=reserve,
        cancel=rules.get((index, "cancel"), NEVER),
        modify=rules.get((index, "modify")),
        group=table.text("group"),
        terms=terms,
        starts_at=table.hour("starts_at"),
        ends_at=table.hour("ends_at"),
        late_pickup_minutes=table.whole("late_pickup_minutes", None, least=1, most=120),
        schools=table.texts("schools") if "schools" in table else None,
        places=_places(table),
        waiting_list=read_waiting_list(table.table("waiting_list")),
        on_public_holidays=table.flag("on_public_holidays"),
        prepaid=table.flag("prepaid"),
        hold_minutes=table.whole(
            "hold_minutes", HOLD_MINUTES, least=LEAST_HOLD_MINUTES, most=MOST_HOLD_MINUTES
        )
        or HOLD_MINUTES,
        conditions=read_service_conditions(table.table("conditions"), weekdays),
        absence=read_absence(table.table("absence")),
        meal=table.flag("meal") if "meal" in table else None,
    )
    if service.waiting_list is not None:
        _check_waiting_list(service, table)
    if "hold_minutes" in table and not service.prepaid:
        table.problem("« hold_minutes » va avec « prepaid = true ».", "hold_minutes")
    if not service.weekdays:
        table.problem("ce service n’ouvre aucun jour.", "weekdays")
    if service.ends_at is None and service.late_pickup_minutes is not None:
        table.problem("« late_pickup_minutes » va avec « ends_at ».", "late_pickup_minutes")
    if service.starts_at is not None and service.ends_at is not None and service.ends_at <= service.starts_at:
        table.problem("« ends_at » est avant « starts_at ».", "ends_at")
    table.finish()
    return service


def _check_waiting_list(service: Service, table: Table) -> None:
    if not service.places:
        table.problem("une liste d’attente va avec un nombre de places : ajoutez « places ».", "waiting_list")
    if service.reserve.mode is not Mode.BOOKING or service.reserve.confirmed_by_town:
        table.problem(
            "une liste d’attente va avec des réservations que le portail valide lui-même : "
            "ni « mode », ni « confirmed_by_town ».",
            "waiting_list",
        )
    if service.prepaid:
        table.problem(
            "une liste d’attente ne va pas avec le paiement à la réservation (« prepaid »).", "waiting_list"
        )


def _places(table: Table) -> tuple[Places, ...]:
    """`places = 60`, or a list of blocks by weekday or school."""
    if isinstance(table.values.get("places"), int):
        return (Places(table.whole("places", 1, least=1, most=10_000)),)
    places = []
    for written in table.tables("places"):
        written.required("count")
        count = written.whole("count", 1, least=1, most=10_000)
        places.append(Places(count, written.weekdays("weekdays"), written.text("school") or None))
        written.finish()
    return tuple(places)


def _rules(tables: list[Table]) -> dict[tuple[int, str], Rule]:
    """Each service's rule for each action; `same_as` is followed to the rule it names."""
    written: dict[tuple[int, str], Table] = {}
    names: dict[str, tuple[int, str]] = {}
    for index, table in enumerate(tables):
        for action in _ACTIONS:
            rule = table.table(action)
            if rule is not None:
                written[index, action] = rule
                names[f"{table.values.get('code')}.{action}"] = (index, action)
    read: dict[tuple[int, str], Rule] = {}
    rules: dict[tuple[int, str], Rule] = {}
    for place in written:
        meant = _meant(place, written, names)
        if meant is not None:
            if meant not in read:
                read[meant] = read_rule(written[meant])
            rules[place] = _as_told(read[meant], meant[1], place[1])
    return rules


def _as_told(rule: Rule, action: str, by: str) -> Rule:
    """What `same_as` takes of the rule of `action` for another: what lateness adds to a booking is not due of one given back."""
    return rule if (action == "reserve") == (by == "reserve") else replace(rule, late=())


def _meant(
    place: tuple[int, str], written: dict[tuple[int, str], Table], names: dict[str, tuple[int, str]]
) -> tuple[int, str] | None:
    """The rule that is spelled out, at the end of `same_as` after `same_as`."""
    passed: list[Path] = []
    while "same_as" in (table := written[place]):
        other = table.text("same_as")
        table.finish()
        named = (place[0], other) if "." not in other else names.get(other)
        if named is None or named not in written:
            table.problem(
                f'« {other} » n’est pas une règle : écrivez "reserve", ou "cantine.reserve".', "same_as"
            )
            return None
        if written[named].path in passed or named == place:
            table.problem("ces règles se renvoient l’une à l’autre : écrivez-en une.", "same_as")
            return None
        passed.append(table.path)
        place = named
    return place
