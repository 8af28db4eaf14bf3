"""An absence as a family declared it: kept in the child's months, beside the bookings it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from functions.domain.calendar.months import month_of
from functions.domain.reglement.absence_policy import AbsencePolicy, Proof


class Motive(StrEnum):
    """What a family may say besides the town's own words. A class, never a diagnosis."""

    ILLNESS = "illness"
    FAMILY = "family"
    OTHER = "other"


class NotAccepted(StrEnum):
    """Why an agent turns down what a family sent. Codes: nobody writes about a child's health."""

    ILLEGIBLE = "illegible"
    OTHER_CHILD = "other_child"
    OTHER_DAYS = "other_days"
    NOT_A_PROOF = "not_a_proof"
    REASON_UNFOUNDED = "reason_unfounded"
    """No strike, no absent teacher that day."""


class MediaType(StrEnum):
    """What a phone or a scanner makes, and every browser opens."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Certificate:
    """`document`: the id of the file that was sent. It is kept for a year, this longer."""

    document: str
    at: datetime
    media_type: MediaType = MediaType.PDF


@dataclass(frozen=True, slots=True)
class AgentDecision:
    """Of an agent. Without one, what the family says and sends is taken as true."""

    by: str
    at: datetime
    not_accepted: NotAccepted | None = None


def absence_id(month: str, child: str, new: str) -> str:
    """An id that says where the absence lies: `2026-11.clara.01k…`."""
    return f"{month}.{child}.{new}"


def place_of(absence: str) -> tuple[str, str]:
    """The child and a month (`2026-11`) that hold it; both empty for what is no id."""
    month, _, rest = absence.partition(".")
    child, _, new = rest.rpartition(".")
    return (child, month) if new else ("", "")


@dataclass(frozen=True, slots=True)
class DeclaredAbsence:
    """Days that were booked and are missed. Each month that holds one of them holds the whole of it.

    The rule is the one that was told to the family: a règlement published later judges no earlier absence.
    """

    id: str
    """See `absence_id`."""
    family: str
    """The payer of the bookings."""
    by: str
    reason: str
    """A word of the town's, or a Motive."""
    days: dict[str, dict[date, datetime]]
    """By service: each missed day, and when the town was told of it."""
    rules: dict[str, AbsencePolicy] = field(default_factory=dict)
    """By service; none: every absence of it is billed."""
    self_declared: tuple[datetime, ...] = ()
    """*Attestations sur l’honneur*. Like a certificate, one covers the days told of by then."""
    certificates: tuple[Certificate, ...] = ()
    """An absence that lasts has several; the last is the one to look at."""
    decision: AgentDecision | None = None
    """About the last certificate, and all that was only said."""

    @property
    def all_days(self) -> list[date]:
        return sorted({day for days in self.days.values() for day in days})

    @property
    def months(self) -> list[str]:
        """`2026-11`, each month that holds a day of it."""
        return sorted({month_of(day) for day in self.all_days})

    @property
    def refused(self) -> NotAccepted | None:
        return self.decision.not_accepted if self.decision is not None else None

    @property
    def certificate(self) -> Certificate | None:
        """The last."""
        return self.certificates[-1] if self.certificates else None

    @property
    def proofs(self) -> list[tuple[Proof, datetime]]:
        """What still stands for it, and when it came: of each kind, in that order."""
        refused = self.refused is not None
        certificates = self.certificates[:-1] if refused else self.certificates
        said = [] if refused else [(Proof.SELF_DECLARATION, at) for at in self.self_declared]
        return [*said, *((Proof.CERTIFICATE, certificate.at) for certificate in certificates)]

    def proven(self, certificate: Certificate) -> Self:
        """With one more; what was refused leaves its place."""
        kept = self.certificates[:-1] if self.refused is not None else self.certificates
        return replace(self, certificates=(*kept, certificate), decision=None)

    def covers(self, day: date, service: str) -> bool:
        return day in self.days.get(service, {})

    def with_days(
        self, days: Mapping[str, Mapping[date, datetime]], rules: Mapping[str, AbsencePolicy]
    ) -> Self:
        """Longer. A day it has already was told of then, not now."""
        longer = {
            service: {**days.get(service, {}), **self.days.get(service, {})}
            for service in sorted(days.keys() | self.days.keys())
        }
        return replace(self, days=longer, rules={**rules, **self.rules})
