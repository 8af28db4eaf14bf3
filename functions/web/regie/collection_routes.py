"""How the régie collects: days to pay, reminders, accounts."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.town.collection_policy import Collection, collection_of, without_empty_accounts
from functions.storage.town import communes
from functions.usecases.town.choose_collection import choose_collection
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Code
from functions.web.api.paths import REGIE
from functions.web.callers.agents import OFFICE, REGISSEUR, Agent
from functions.web.callers.fresh_factor import fresh

routes = Routes(Blueprint(__name__))

COLLECTION = f"{REGIE}/collection"


class CollectionPolicy(Struct):
    days_to_pay: int
    reminder_days: Annotated[list[int], Meta(max_length=5)]
    """Days late after which each reminder leaves, growing."""
    imputation: str = ""
    """The account of the takings: digits; empty: none."""
    imputations: Annotated[dict[Code, str], Meta(max_length=200)] = {}
    """Of the services that have another, by their code."""


@routes.route("GET", COLLECTION, OFFICE, answers=CollectionPolicy)
def read_collection(caller: Agent) -> CollectionPolicy:
    """Until when families may pay, when they are reminded, under which accounts the takings go."""
    return _told(collection_of(communes.commune(caller.commune).regie))


@routes.route(
    "PUT", COLLECTION, fresh(REGISSEUR), takes=CollectionPolicy, answers=CollectionPolicy, keyed=True
)
def write_collection(caller: Agent, asked: CollectionPolicy) -> CollectionPolicy:
    """Change it, for what is issued and reminded of from now on."""
    chosen = Collection(
        asked.days_to_pay,
        tuple(asked.reminder_days),
        asked.imputation,
        without_empty_accounts(asked.imputations),
    )
    ask = caller.ask
    return _told(
        choose_collection(caller.commune, chosen, by=caller.account, key=ask.idempotency_key, now=ask.now)
    )


def _told(chosen: Collection) -> CollectionPolicy:
    return CollectionPolicy(
        chosen.days_to_pay, list(chosen.reminder_days), chosen.imputation, dict(chosen.imputations)
    )
