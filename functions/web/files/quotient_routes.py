"""The quotient familial of a family, noted by an agent who sees first what it changes."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role
from functions.domain.families.family import QuotientSource
from functions.domain.files.quotients import MOST_PROOF
from functions.usecases.files.note_quotient import QuotientNoted, note_quotient
from functions.web.api.endpoint import Routes
from functions.web.api.fields import of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import Agent, agents
from functions.web.files.quotient_effect import effect_said

routes = Routes(Blueprint(__name__))
WHO_NOTES = agents(Role.SECRETARY, Role.REGISSEUR)


class QuotientWritten(Struct):
    """`value`: null takes away what was noted for that day, and needs no `source`. `dry`: only what it would change is answered."""

    value: int | None
    since: date
    source: QuotientSource | None = None
    proof: Annotated[str, Meta(max_length=MOST_PROOF)] = ""
    dry: bool = False

    def __post_init__(self) -> None:
        of_this_century(self.since)
        if self.value is not None and self.source is None:
            raise ValueError("a quotient comes from somewhere")


class PriceMoved(Struct):
    child: str
    service: str
    before_cents: int | None
    after_cents: int | None


class QuotientChanged(Struct):
    """`before` and `after`: what counts on `since`."""

    before: int | None
    after: int | None
    since: date
    written: bool
    changes: list[PriceMoved]
    sentences: list[str]


@routes.route(
    "PUT",
    f"{COMMUNE}/files/{{family}}/quotients",
    WHO_NOTES,
    takes=QuotientWritten,
    answers=QuotientChanged,
    keyed=True,
)
def write_quotient(caller: Agent, asked: QuotientWritten) -> QuotientChanged:
    """Note a quotient from a day on, or say what it would change. Days that were invoiced are the régisseur's."""
    family = caller.ask.path["family"]
    effect = note_quotient(
        QuotientNoted(
            caller.commune,
            family,
            asked.value,
            asked.since,
            asked.source,
            asked.proof.strip(),
            caller.account,
            caller.ask.idempotency_key,
            caller.ask.now,
            regisseur=Role.REGISSEUR in caller.roles,
            dry=asked.dry,
        )
    )
    return QuotientChanged(
        effect.before,
        effect.after,
        effect.since,
        not asked.dry,
        [PriceMoved(one.child, one.service, one.before_cents, one.after_cents) for one in effect.changes],
        effect_said(caller.commune, family, effect),
    )
