"""An absence as a family declared it. It is stored in the child's months, beside the bookings that it is about."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Self

from functions.domain.calendar.months import month_of
from functions.domain.errors import Conflict
from functions.domain.reglement.absence_policy import AbsencePolicy, Proof

MOST_CERTIFICATES = 10
"""Certificates of one absence: a doctor renews one after a week or more, and an absence reaches over four months at most."""
MOST_DAYS = 300
"""Days of one absence, counted for each service: two and a half services on each of its 125 days."""


_A_MOMENT = timedelta(microseconds=1)


class TooManyProofs(Conflict):
    """The absence has as many certificates as it may. `most` in the data is how many that is."""

    code = "too_many_proofs"


class AbsenceTooLong(Conflict):
    """The absence would have more days than one may. `most` in the data is how many, counted for each service."""

    code = "absence_too_long"


class AbsenceMoved(Conflict):
    """Something was said, sent or decided of the absence since the agent read it."""

    code = "absence_moved"


class Motive(StrEnum):
    """The reasons that a family may give besides the town's own words: classes of reasons, never a diagnosis."""

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
    """There was no strike or no absent teacher on that day, for example."""


class MediaType(StrEnum):
    """The types of file that phones and scanners make and that every browser opens."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that a family sent. `document` is the id of the file, which is kept for a year; this record stays.

    Where the family's file was merged into another since, it begins with the one under which the file lies: `{family}/{id}`.
    """

    document: str
    at: datetime
    media_type: MediaType = MediaType.PDF


@dataclass(frozen=True, slots=True)
class AgentDecision:
    """An agent's decision about what a family had said and sent of an absence by then. What comes later waits for another one.

    Without one, the portal takes what the family said and sent as true.
    """

    by: str
    at: datetime
    not_accepted: NotAccepted | None = None
    """Why the agent refused; None if the agent accepted."""


def absence_id(month: str, child: str, new: str) -> str:
    """Return an id that says where the absence is stored: `2026-11.clara.01k…`. `new` is the part that is unique."""
    return f"{month}.{child}.{new}"


def place_of(absence: str) -> tuple[str, str]:
    """Return the child and the month (`2026-11`) where the absence is stored; both empty if the text is no such id."""
    month, _, rest = absence.partition(".")
    child, _, new = rest.rpartition(".")
    return (child, month) if new else ("", "")


@dataclass(frozen=True, slots=True)
class DeclaredAbsence:
    """Days that were booked and that the child misses. Each month that has one of them stores the whole absence.

    `rules` are those in force when it was declared: a règlement published later does not judge an earlier absence.
    """

    id: str
    """See `absence_id`."""
    family: str
    """The family that declared it, and that pays the bookings."""
    by: str
    """The account that declared it."""
    reason: str
    """One of the town's own words, or a `Motive`."""
    days: dict[str, dict[date, datetime]]
    """By service, each missed day and when the family told of it."""
    rules: dict[str, AbsencePolicy] = field(default_factory=dict)
    """The town's rule for absences, by service. Every absence from a service without a rule is billed."""
    self_declared: tuple[datetime, ...] = ()
    """When the family gave an *attestation sur l’honneur*. Like a certificate, it covers the days told of by then."""
    certificates: tuple[Certificate, ...] = ()
    """The certificates that the family sent, several where the absence lasts. An agent looks at the last."""
    decision: AgentDecision | None = None
    """The last decision: about the last certificate of its time, and about all that the family only said by then."""
    accepted_at: datetime | None = None
    """When an agent had accepted all that was said and sent by then, and the decision is a later one, about what came since."""

    @property
    def all_days(self) -> list[date]:
        return sorted({day for days in self.days.values() for day in days})

    @property
    def months(self) -> list[str]:
        """Each month (`2026-11`) that has a day of the absence, and the one that its id names, where it is looked for: the days there may
        have been taken back since."""
        _, own = place_of(self.id)
        return sorted({*(month_of(day) for day in self.all_days), *([own] if own else [])})

    @property
    def refused(self) -> NotAccepted | None:
        return self.decision.not_accepted if self.decision is not None else None

    @property
    def said_at(self) -> datetime:
        """When the family last said or sent something of it."""
        told = [at for days in self.days.values() for at in days.values()]
        return max(
            *told,
            *self.self_declared,
            *(each.at for each in self.certificates),
            datetime.min.replace(tzinfo=UTC),
        )

    @property
    def moved_at(self) -> datetime:
        """When something was last said, sent or decided of it: what an agent who decides names as read."""
        return self.said_at if self.decision is None else max(self.said_at, self.decision.at)

    @property
    def accepted_until(self) -> datetime | None:
        """What was said and sent by then is accepted; None: nothing is. A later refusal is not about that."""
        accepts = self.decision is not None and self.decision.not_accepted is None
        return self.decision.at if self.decision is not None and accepts else self.accepted_at

    @property
    def is_accepted(self) -> bool:
        """All of it: nothing came since."""
        return self.refused is None and not self.came_since(self.said_at)

    def came_since(self, at: datetime) -> bool:
        """Whether what was said or sent at that instant came after all that an agent accepted."""
        return self.accepted_until is None or at > self.accepted_until

    @property
    def new_days(self) -> list[date]:
        """Those of which the family told since an agent accepted what it had said; all of them where nothing is accepted."""
        return sorted({day for days in self.days.values() for day, at in days.items() if self.came_since(at)})

    @property
    def certificate(self) -> Certificate | None:
        """The last certificate."""
        return self.certificates[-1] if self.certificates else None

    @property
    def new_certificate(self) -> Certificate | None:
        """The last one, unless an agent accepted it."""
        last = self.certificate
        return last if last is not None and self.came_since(last.at) else None

    @property
    def _standing(self) -> tuple[Certificate, ...]:
        """The certificates that no agent refused."""
        refuses = self.refused is not None and self.new_certificate is not None
        return self.certificates[:-1] if refuses else self.certificates

    @property
    def proofs(self) -> list[tuple[Proof, datetime]]:
        """The proofs that no agent refused, each with when it came: self-declarations first, then certificates."""
        said = [at for at in self.self_declared if self.refused is None or not self.came_since(at)]
        return [
            *((Proof.SELF_DECLARATION, at) for at in said),
            *((Proof.CERTIFICATE, certificate.at) for certificate in self._standing),
        ]

    def proven(self, certificate: Certificate) -> Self:
        """Return the absence with one more certificate, which replaces the last one if an agent refused it.

        Raises TooManyProofs.
        """
        kept = self._standing
        if len(kept) >= MOST_CERTIFICATES:
            raise TooManyProofs(most=MOST_CERTIFICATES)
        later = replace(certificate, at=self._later(certificate.at))
        decision = None if self.refused is not None else self.decision
        return replace(self, certificates=(*kept, later), decision=decision)

    def attested(self, at: datetime) -> Self:
        """Return the absence with one more *attestation sur l’honneur*."""
        return replace(self, self_declared=(*self.self_declared, self._later(at)))

    def decided(self, decision: AgentDecision) -> Self:
        """Return the absence as an agent decides on all of it that is not accepted yet, or once more on what was decided last."""
        again = self.decision is not None and self.said_at <= self.decision.at
        accepted_at = self.accepted_at if again else self.accepted_until
        after = replace(decision, at=max(decision.at, self.moved_at + _A_MOMENT))
        return replace(self, decision=after, accepted_at=accepted_at)

    def _later(self, at: datetime) -> datetime:
        """No decision is about what comes after it, also where both were asked at once and this was asked first."""
        return at if self.decision is None else max(at, self.decision.at + _A_MOMENT)

    def covers(self, day: date, service: str) -> bool:
        return day in self.days.get(service, {})

    def told_at(self, at: datetime) -> dict[str, list[date]]:
        """The days, by service, of which the family told at that very instant: those of one act."""
        told = {
            service: sorted(day for day, said in days.items() if said == at)
            for service, days in self.days.items()
        }
        return {service: days for service, days in told.items() if days}

    def without_told_at(self, at: datetime) -> Self | None:
        """Return the absence as it was before an act of that instant; None where nothing is left of it."""
        left = self._keeping(lambda _, __, said: said != at)
        attested = tuple(said for said in self.self_declared if said != at)
        return None if left is None else replace(left, self_declared=attested)

    def without_days(self, taken_back: Collection[tuple[date, str]]) -> Self | None:
        """Return the absence without some days of some services; None where nothing is left of it."""
        return self._keeping(lambda service, day, _: (day, service) not in taken_back)

    def _keeping(self, stays: Callable[[str, date, datetime], bool]) -> Self | None:
        days = {
            service: kept
            for service, all_days in self.days.items()
            if (kept := {day: said for day, said in all_days.items() if stays(service, day, said)})
        }
        if not days:
            return None
        rules = {service: rule for service, rule in self.rules.items() if service in days}
        return replace(self, days=days, rules=rules)

    def with_days(
        self, days: Mapping[str, Mapping[date, datetime]], rules: Mapping[str, AbsencePolicy]
    ) -> Self:
        """Return the absence with more days, which no decision is about. One that it has already keeps the instant when it was told of.

        Raises AbsenceTooLong.
        """
        longer = {
            service: {
                **{day: self._later(at) for day, at in days.get(service, {}).items()},
                **self.days.get(service, {}),
            }
            for service in sorted(days.keys() | self.days.keys())
        }
        if sum(map(len, longer.values())) > MOST_DAYS:
            raise AbsenceTooLong(most=MOST_DAYS)
        return replace(self, days=longer, rules={**rules, **self.rules})
