"""Absences and attendance as tests put them in a child's month."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.declared_absence import Certificate, DeclaredAbsence
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Proof
from functions.domain.reglement.deadline_rules import Limit
from functions.domain.reglement.reglement import Reglement
from tests.support.builders import CANTEEN, MARC, SERVICES, a_reglement, paris

STRICT = AbsencePolicy(
    declare_until=Limit(at=9 * 60),
    free_reasons=("grève", "enseignant absent"),
    cases=(
        AbsenceCase(Proof.CERTIFICATE, within_hours=72),
        AbsenceCase(Proof.CERTIFICATE, carence_days=2),
        AbsenceCase(Proof.SELF_DECLARATION, carence_days=2, min_days=2),
    ),
)
"""Told before nine; a certificate within 72 hours costs nothing, a late one two days, as a parent's word for two days or more."""

TOLD = paris("lundi 2026-11-16 08:00")
CANTEEN_CODE = CANTEEN.code


def a_town(policy: AbsencePolicy | None = STRICT, **changes: Any) -> Reglement:
    """The usual services; what the canteen bills of absences is `policy`, `changes` are of the canteen too."""
    canteen = replace(CANTEEN, absence=policy, **changes)
    services = tuple(canteen if service.code == canteen.code else service for service in SERVICES)
    return a_reglement(services=services)


def a_declared(
    days: Iterable[date],
    *,
    policy: AbsencePolicy | None = STRICT,
    told: datetime = TOLD,
    service: str = CANTEEN_CODE,
    certificate: datetime | None = None,
    self_declared: datetime | None = None,
    **changes: Any,
) -> DeclaredAbsence:
    """By Marc, of the canteen, for illness."""
    declared = DeclaredAbsence(
        id="a" * 26,
        family="testmp",
        by=MARC,
        reason="illness",
        days={service: dict.fromkeys(days, told)},
        rules={} if policy is None else {service: policy},
        self_declared=(self_declared,) if self_declared is not None else (),
        certificates=(Certificate("d" * 26, certificate),) if certificate is not None else (),
    )
    return replace(declared, **changes)


def seen(presence: Presence = Presence.PRESENT, **changes: Any) -> Attended:
    return replace(Attended(presence, "agent", TOLD, "testmp"), **changes)
