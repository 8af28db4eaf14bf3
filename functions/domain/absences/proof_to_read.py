"""A proof that a family sent and that no agent has looked at."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.planning.declared_absence import DeclaredAbsence


@dataclass(frozen=True, slots=True)
class ProofToRead:
    """It lies with the family until an agent decides on the absence, or the family takes the absence back.

    The absence itself lies in the child's months, which no list of what waits could go through.
    """

    absence: str
    family: str
    child: str
    first: date
    last: date
    at: datetime
    """When the last certificate came."""


def proof_of_absence(absence: DeclaredAbsence, child: str) -> ProofToRead | None:
    """What waits of the absence; None where nothing was sent, or an agent has decided on what was."""
    sent = absence.new_certificate
    if absence.refused is not None or sent is None:
        return None
    days = absence.new_days or absence.all_days
    return ProofToRead(absence.id, absence.family, child, days[0], days[-1], sent.at)
