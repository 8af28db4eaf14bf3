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
    """Days stay billed from the one on which the parent told the town, which is the first. Weekends count."""


@dataclass(frozen=True, slots=True)
class AbsenceCase:
    """An absence that is not billed, but for its *carence*. The first case of a policy that applies decides."""

    proof: Proof = Proof.NONE
    within_hours: int | None = None
    """The proof must come within these hours from the first missed day's midnight; None: at any time."""
    carence_days: int = 0
    carence_from: CarenceFrom = CarenceFrom.FIRST_DAY
    min_days: int = 1
    """How many days in a row of the service must be missed for this case to apply."""


@dataclass(frozen=True, slots=True)
class AbsencePolicy:
    declare_until: Limit | None = None
    """A day of which the town is told later is billed; None: it may be told at any time."""
    free_reasons: tuple[str, ...] = ()
    """Reasons that cost nothing, in the town's words: « grève », « enseignant absent », « sortie scolaire »."""
    cases: tuple[AbsenceCase, ...] = ()
    credit_delay_months: int = 0
    """What is not billed is taken off the invoice of that many months later."""


class Because(StrEnum):
    """Why a day of absence is billed, or is not."""

    FREE_REASON = "free_reason"
    PROVEN = "proven"
    CARENCE = "carence"
    NOT_PROVEN = "not_proven"
    """The proof is missing or late, or the absence is too short for what the town accepts."""
    DECLARED_LATE = "declared_late"
    REFUSED = "refused"
    """An agent did not accept what was sent for it."""
    NOT_DECLARED = "not_declared"
    """Nobody told the town, and attendance says that the child was not there."""
    TOWN = "town"
    """The town itself called the service off."""
    AWAY = "away"
    """The child is not here yet, or has left."""
    NO_POLICY = "no_policy"
    """The town bills every absence of that service."""
