"""What the régisseur decides about invoices: when they are issued, and who pays for a shared child."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.calendar.billing_periods import PeriodKind
from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import NotFound
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child
from functions.domain.town.invoicing_policy import Invoicing
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.town import communes
from functions.usecases.families.share_child import share_child
from functions.usecases.town.choose_invoicing import choose_invoicing
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Code
from functions.web.api.paths import REGIE
from functions.web.callers.agents import OFFICE, REGISSEUR, Agent
from functions.web.callers.fresh_factor import fresh

routes = Routes(Blueprint(__name__))

MOST_SERVICES = 200
CHILD = f"{REGIE}/children/{{child}}/sharing"


class InvoicingPolicy(Struct):
    day: Annotated[int, Meta(ge=1, le=28)]
    """Invoices are issued that many days after the last of their period."""
    kind: PeriodKind
    by_service: Annotated[dict[Code, PeriodKind], Meta(max_length=MOST_SERVICES)] = {}
    instalments: Annotated[int, Meta(ge=1, le=12)] = 10
    carry_below_cents: Annotated[int, Meta(ge=0, le=10_000)] = 0
    since: date | None = None


class SharedPart(Struct):
    family: Code
    percent: Annotated[int, Meta(ge=1, le=100)] = 100
    weeks: Weeks = Weeks.ALL


Parts = Annotated[list[SharedPart], Meta(max_length=20)]


class SharingAgreed(Struct):
    since: date
    parts: Parts = []
    """None: whoever books pays again."""
    by_service: Annotated[dict[Code, Parts], Meta(max_length=MOST_SERVICES)] = {}


class ChildSharing(Struct):
    child: str
    families: list[str]
    sharing: list[SharingAgreed]
    """In order; each counts until the next begins."""


@routes.route("GET", f"{REGIE}/invoicing", OFFICE, answers=InvoicingPolicy)
def read_invoicing(caller: Agent) -> InvoicingPolicy:
    """When invoices are issued, for which periods, and what is too little to ask for."""
    return _policy(communes.commune(caller.commune).regie.invoicing)


@routes.route(
    "PUT", f"{REGIE}/invoicing", fresh(REGISSEUR), takes=InvoicingPolicy, answers=InvoicingPolicy, keyed=True
)
def write_invoicing(caller: Agent, asked: InvoicingPolicy) -> InvoicingPolicy:
    """Decide it, from the next run on."""
    ask = caller.ask
    chosen = Invoicing(
        asked.day, asked.kind, asked.by_service, asked.instalments, asked.carry_below_cents, asked.since
    )
    return _policy(
        choose_invoicing(caller.commune, chosen, by=caller.account, key=ask.idempotency_key, now=ask.now)
    )


@routes.route("GET", CHILD, OFFICE, answers=ChildSharing)
def read_sharing(caller: Agent) -> ChildSharing:
    """Who pays for a child, from which day on."""
    found = read_one(keys.child(caller.commune, caller.ask.path["child"]), Child)
    if found is None:
        raise NotFound
    return _sharing(found.value)


@routes.route("PUT", CHILD, REGISSEUR, takes=SharingAgreed, answers=ChildSharing, keyed=True)
def write_sharing(caller: Agent, asked: SharingAgreed) -> ChildSharing:
    """Write down what two families agreed on, from a day on."""
    ask = caller.ask
    agreed = Sharing(
        asked.since,
        _parts(asked.parts),
        {service: _parts(parts) for service, parts in asked.by_service.items()},
    )
    child = ask.path["child"]
    return _sharing(
        share_child(caller.commune, child, agreed, by=caller.account, key=ask.idempotency_key, now=ask.now)
    )


def _policy(of: Invoicing) -> InvoicingPolicy:
    return InvoicingPolicy(of.day, of.kind, of.by_service, of.instalments, of.carry_below_cents, of.since)


def _parts(parts: list[SharedPart]) -> tuple[Part, ...]:
    return tuple(Part(part.family, part.percent, part.weeks) for part in parts)


def _sharing(child: Child) -> ChildSharing:
    def told(parts: tuple[Part, ...]) -> list[SharedPart]:
        return [SharedPart(part.family, part.percent, part.weeks) for part in parts]

    return ChildSharing(
        child.id,
        list(child.families),
        [
            SharingAgreed(
                one.since,
                told(one.parts),
                {service: told(parts) for service, parts in one.by_service.items()},
            )
            for one in child.sharing
        ],
    )
