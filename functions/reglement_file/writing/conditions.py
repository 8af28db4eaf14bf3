"""The conditions of a service, and what it bills of absences."""

from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, CarenceFrom, Proof
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.reglement_file.writing.rules import written_limit
from functions.reglement_file.writing.values import Written, days, euros, flag, listed, texts, unless


def written_conditions(conditions: ServiceConditions) -> Written:
    unpaid = conditions.unpaid_over_cents
    return {
        **unless("min_days_a_week", conditions.min_days_a_week, 0),
        **unless("min_days_with_holiday", conditions.min_days_with_holiday, None),
        **unless("max_days_a_week", conditions.max_days_a_week, None),
        **(
            {"week_patterns": [days(pattern) for pattern in conditions.week_patterns]}
            if conditions.week_patterns
            else {}
        ),
        **texts("excludes", conditions.excludes),
        **texts("requires", conditions.requires),
        **texts("comes_with", conditions.comes_with),
        **unless("age_from", conditions.age_from, None),
        **unless("age_to", conditions.age_to, None),
        **texts("classes", conditions.classes),
        **flag("residents_only", conditions.residents_only),
        **texts("needs", tuple(need.value for need in conditions.needs)),
        **({"unpaid_over": euros(unpaid)} if unpaid is not None else {}),
    }


def written_absence(policy: AbsencePolicy) -> Written:
    until = policy.declare_until
    return {
        **({"declare_until": written_limit(until, closing=True)} if until is not None else {}),
        **texts("free_reasons", policy.free_reasons),
        **listed("cases", [_case(case) for case in policy.cases]),
        **unless("credit_delay_months", policy.credit_delay_months, 0),
    }


def _case(case: AbsenceCase) -> Written:
    return {
        **unless("proof", case.proof, Proof.NONE),
        **unless("within_hours", case.within_hours, None),
        **unless("carence_days", case.carence_days, 0),
        **unless("carence_from", case.carence_from, CarenceFrom.FIRST_DAY),
        **unless("min_days", case.min_days, 1),
    }
