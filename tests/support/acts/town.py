"""Families, and what the town decides."""

from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Enrolment
from functions.domain.town.collection_policy import Collection
from functions.domain.town.invoicing_policy import Invoicing
from functions.usecases.families.accept_reglement import accept_reglement
from functions.usecases.families.register_family import register_family
from functions.usecases.families.share_child import share_child
from functions.usecases.families.update_family_file import update_family_file
from functions.usecases.town.choose_collection import choose_collection
from functions.usecases.town.choose_invoicing import choose_invoicing
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import (
    CLARA,
    GUILHEM,
    NOW,
    a_commune,
    a_family,
    a_reglement,
    acting,
    on,
    open_town,
    settle,
)


@writes("families.register_family")
def registering_a_family() -> Do:
    open_town()
    return lambda: register_family("lisse", a_family(), [CLARA, GUILHEM], seen={}, by="import", now=NOW)


@writes("families.update_family_file")
def keeping_a_file() -> Do:
    open_town()
    settle()
    kept = {"clara": (Enrolment("restauration", "testmp", on("mardi 2026-09-01"), None, (1, 4)),)}
    return lambda: update_family_file(
        "lisse", "testmp", file_complete=True, enrolments=kept, by="agent", key=KEY, now=NOW
    )


@writes("families.share_child")
def sharing_a_child() -> Do:
    open_town()
    settle()
    settle(a_family("voisins", children=("clara",)), [CLARA])
    agreed = Sharing(NOW.date(), (Part("testmp", 50), Part("voisins", 50)))
    return lambda: share_child("lisse", "clara", agreed, by="agent", key=KEY, now=NOW)


@writes("families.accept_reglement")
def accepting_the_reglement() -> Do:
    version = open_town().version
    settle()
    return lambda: accept_reglement(acting(), version, key=KEY, now=NOW)


@writes("town.open_commune")
def opening_a_commune() -> Do:
    return lambda: open_commune(a_commune(), now=NOW)


@writes("town.publish_reglement")
def publishing_a_reglement() -> Do:
    open_commune(a_commune(), now=NOW)
    return lambda: publish_reglement("lisse", a_reglement(), now=NOW)


@writes("town.choose_collection")
def choosing_how_to_collect() -> Do:
    open_town()
    return lambda: choose_collection(
        "lisse", Collection(45, (5, 20), "7067", {}), by="agent", key=KEY, now=NOW
    )


@writes("town.choose_invoicing")
def choosing_how_to_invoice() -> Do:
    open_town()
    return lambda: choose_invoicing("lisse", Invoicing(day=5), by="agent", key=KEY, now=NOW)
