"""The conditions of a service, and what it bills of absences."""

from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, CarenceFrom, Proof
from functions.domain.reglement.service_conditions import Need, ServiceConditions, WeekPattern
from functions.reglement_file.reader import Table
from functions.reglement_file.rules import read_limit


def read_service_conditions(table: Table | None, weekdays: tuple[int, ...]) -> ServiceConditions:
    if table is None:
        return ServiceConditions()
    conditions = ServiceConditions(
        min_days_a_week=table.whole("min_days_a_week", 0, least=1, most=7),
        min_days_with_holiday=table.whole("min_days_with_holiday", None, least=0, most=7),
        max_days_a_week=table.whole("max_days_a_week", None, least=1, most=7),
        week_patterns=_week_patterns(table, weekdays),
        excludes=table.texts("excludes"),
        requires=table.texts("requires"),
        comes_with=table.texts("comes_with"),
        age_from=table.whole("age_from", None, least=0, most=99),
        age_to=table.whole("age_to", None, least=0, most=99),
        classes=table.texts("classes"),
        residents_only=table.flag("residents_only"),
        needs=table.choices("needs", Need),
        unpaid_over_cents=table.cents("unpaid_over", None),
    )
    if conditions.min_days_with_holiday is not None and not conditions.min_days_a_week:
        table.problem("« min_days_with_holiday » va avec « min_days_a_week ».", "min_days_with_holiday")
    if conditions.max_days_a_week is not None and conditions.max_days_a_week < conditions.min_days_a_week:
        table.problem("« max_days_a_week » est au-dessous de « min_days_a_week ».", "max_days_a_week")
    if (
        conditions.age_from is not None
        and conditions.age_to is not None
        and conditions.age_to < conditions.age_from
    ):
        table.problem("« age_to » est avant « age_from ».", "age_to")
    table.finish()
    return conditions


def _week_patterns(table: Table, weekdays: tuple[int, ...]) -> tuple[WeekPattern, ...]:
    """`whole_weeks = true`, or the lists of weekdays that can be booked together."""
    patterns = table.weeks("week_patterns")
    if table.flag("whole_weeks"):
        table.at_most_one("whole_weeks", "week_patterns")
        return (weekdays,)
    for pattern in patterns:
        if not set(pattern) <= set(weekdays) or not pattern:
            table.problem(
                "chaque semaine possible est une liste de jours où le service ouvre.", "week_patterns"
            )
    return patterns


def read_absence(table: Table | None) -> AbsencePolicy | None:
    if table is None:
        return None
    until = table.table("declare_until")
    policy = AbsencePolicy(
        declare_until=read_limit(until, closing=True) if until is not None else None,
        free_reasons=table.texts("free_reasons"),
        cases=tuple(_case(case) for case in table.tables("cases")),
        credit_delay_months=table.whole("credit_delay_months", 0, least=0, most=12),
    )
    if not policy.free_reasons and not policy.cases:
        table.problem("il manque ce qui n’est pas facturé : « free_reasons » ou « cases ».")
    table.finish()
    return policy


def _case(table: Table) -> AbsenceCase:
    proof = table.choice("proof", Proof, Proof.NONE)
    case = AbsenceCase(
        proof=proof,
        within_hours=table.whole("within_hours", None, least=1, most=24 * 60),
        carence_days=table.whole("carence_days", 0, least=0, most=30),
        carence_from=table.choice("carence_from", CarenceFrom, CarenceFrom.FIRST_DAY),
        min_days=table.whole("min_days", 1, least=1, most=60),
    )
    if case.within_hours is not None and proof is Proof.NONE:
        table.problem("« within_hours » est le délai du justificatif : ajoutez « proof ».", "within_hours")
    table.finish()
    return case
