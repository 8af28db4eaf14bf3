"""What a family asked to correct and the town has not decided: as its parents read it, and as the forms of *Mon dossier* take it up again.

A form takes up only what its reader asked: what another parent asked stays theirs until the same field is asked again. The health sheet
alone is taken up whole, because either parent completes what the other sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from functions.domain.families.family import Address, Child, Guardian
from functions.domain.families.file_corrections import (
    QUOTIENT,
    Correction,
    Request,
    is_of_sheet,
    open_corrections,
)
from functions.domain.families.guardians import full_name
from functions.domain.privacy.own_part import login_requests
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.sheet_texts import HEALTH, with_texts


@dataclass(frozen=True)
class OwnFileWaiting:
    """`requests`: of the family, the newest first. `account`: of who reads."""

    requests: Sequence[Request]
    account: str
    today: date

    @cached_property
    def all(self) -> list[tuple[Request, Correction]]:
        asked = login_requests(self.requests, self.account)
        return [(request, one) for request in asked for one in open_corrections(request)]

    @cached_property
    def _own(self) -> list[Correction]:
        return [one for request, one in self.all if request.by == self.account]

    def health_request(self, child: str) -> Request | None:
        """The newest one that is about the health sheet of that child, whoever asked."""
        for request, one in self.all:
            if one.subject == child and is_of_sheet(one.field) and _part(one) in HEALTH:
                return request
        return None

    @property
    def quotients(self) -> list[Correction]:
        """Whoever told it."""
        return [one for _, one in self.all if one.field == QUOTIENT]

    @property
    def own_quotient(self) -> Correction | None:
        return next((one for one in self._own if one.field == QUOTIENT), None)

    def sheet_accepted(self, written: ChildSafety) -> ChildSafety:
        """As it is once the town accepts all that waits, whoever asked."""
        return self._with(written, [one for _, one in self.all])

    def sheet(self, written: ChildSafety) -> ChildSafety:
        return self._with(written, self._own)

    def address(self, known: Address) -> Address:
        parts = ("line1", "line2", "postcode", "city")
        return replace(known, **{part: self.text(f"address.{part}", getattr(known, part)) for part in parts})

    def text(self, field: str, known: str) -> str:
        """Of the family itself: `phone`, `name`, a part of its address."""
        return next((one.after for one in self._own if one.field == field), known)

    def child_text(self, child: Child, part: str) -> str:
        return self._of("children.", child.id, part, str(getattr(child, part)))

    def guardian_text(self, one: Guardian, part: str) -> str:
        """A request numbers the responsables from who asks: their name says who is meant."""
        return self._of("guardians.", full_name(one), part, str(getattr(one, part)))

    def _of(self, kind: str, subject: str, part: str, known: str) -> str:
        asked = (
            one.after
            for one in self._own
            if one.subject == subject and one.field.startswith(kind) and _part(one) == part
        )
        return next(asked, known)

    def _with(self, written: ChildSafety, asked: Sequence[Correction]) -> ChildSafety:
        texts = {
            _part(one): one.after
            for one in reversed(asked)
            if one.subject == written.child and is_of_sheet(one.field)
        }
        return with_texts(written, texts, self.today)


def _part(one: Correction) -> str:
    return one.field.rpartition(".")[2]
