"""What a town decides about absences of one service."""

from dataclasses import dataclass
from enum import StrEnum

from functions.domain.reglement.deadline_rules import Limit


class Proof(StrEnum):
    NONE = "none"
    SELF_DECLARATION = "self_declaration"
    """*Attestation sur l'honneur.*"""
    CERTIFICATE = "certificate"


class CarenceFrom(StrEnum):
    FIRST_DAY = "first_day"
    """The first missed days of the service stay billed."""
    NOTICE = "notice"
    """Days from the one on which the parent told the town, weekends included."""


@dataclass(frozen=True, slots=True)
class AbsenceCase:
    """An absence that is not billed, but for its *carence*. The first of a policy's cases that holds decides."""

    proof: Proof = Proof.NONE
    within_hours: int | None = None
    """The proof must come within these hours from the first missed day's midnight; None: whenever."""
    carence_days: int = 0
    carence_from: CarenceFrom = CarenceFrom.FIRST_DAY
    min_days: int = 1
    """Missed days of the service in a row."""


@dataclass(frozen=True, slots=True)
class AbsencePolicy:
    declare_until: Limit | None = None
    """A day told of later is billed; None: told whenever."""
    free_reasons: tuple[str, ...] = ()
    """Reasons that cost nothing, in the town's words: « grève », « enseignant absent », « sortie scolaire »."""
    cases: tuple[AbsenceCase, ...] = ()
    credit_delay_months: int = 0
    """What is not billed comes off the invoice of that many months later."""


class Because(StrEnum):
    """Why a day of absence is billed, or is not."""

    FREE_REASON = "free_reason"
    PROVEN = "proven"
    CARENCE = "carence"
    NOT_PROVEN = "not_proven"
    """No proof, too late a proof, or too short an absence for what the town accepts."""
    DECLARED_LATE = "declared_late"
    REFUSED = "refused"
    """An agent did not accept what was sent for it."""
    NOT_DECLARED = "not_declared"
    """Nobody told the town: it was written down that the child was not there."""
    TOWN = "town"
    """The town itself called the service off."""
    NO_POLICY = "no_policy"
    """The town bills every absence of that service."""
