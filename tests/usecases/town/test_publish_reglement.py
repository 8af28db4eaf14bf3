"""A règlement is published as a new version; the ones before stay as families were told them."""

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.errors import NotFound
from functions.domain.reglement.deadline_rules import Late, LateMode
from functions.domain.reglement.reglement import Service
from functions.storage.town.communes import all_communes, commune, reglement, reglement_head
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import CANTEEN, NOW, a_commune, a_reglement, open_town
from tests.support.table import journal_of_commune

pytestmark = pytest.mark.usefixtures("table")


def test_what_is_published_is_what_is_read() -> None:
    published = open_town()
    assert published == a_reglement()
    assert reglement("lisse", 1) == published
    assert reglement_head("lisse").value.reglement == 1


def test_each_publication_is_the_next_version_whatever_it_says_of_itself() -> None:
    open_town()
    changed = a_reglement(version=17, services=(CANTEEN,))
    assert publish_reglement("lisse", changed, now=NOW).version == 2
    head = reglement_head("lisse")
    assert (head.value.reglement, head.value.published_at, head.version) == (2, NOW, 2)
    assert reglement("lisse", 2).services == (CANTEEN,)
    assert reglement("lisse", 1) == a_reglement()


def changed_rule(**changes: Any) -> Service:
    return replace(CANTEEN, reserve=replace(CANTEEN.reserve, **changes))


def test_what_an_agent_does_by_telephone_may_be_told() -> None:
    open_town()
    told = changed_rule(late=(Late(LateMode.PHONE, phone="01 99 00 12 34"),))
    assert publish_reglement("lisse", a_reglement(services=(told,)), now=NOW).version == 2


def test_what_is_published_already_is_not_published_again() -> None:
    """The answer of the first command was lost, or somebody typed it twice."""
    first = open_town()
    assert publish_reglement("lisse", a_reglement(), now=NOW) == first
    changed = a_reglement(services=(CANTEEN,))
    assert [publish_reglement("lisse", changed, now=NOW).version for _ in range(2)] == [2, 2]
    assert publish_reglement("lisse", a_reglement(), now=NOW).version == 3


def test_no_commune_no_reglement() -> None:
    with pytest.raises(NotFound):
        publish_reglement("ailleurs", a_reglement(), now=NOW)


def test_a_commune_is_opened_once_and_corrected_later() -> None:
    open_commune(a_commune(), now=NOW)
    open_commune(a_commune(), now=NOW)
    open_commune(replace(a_commune(), colour="garden"), by="syndicat", now=NOW)
    assert commune("lisse").colour == "garden"
    told = sorted((line.act, line.by, line.detail) for line in journal_of_commune("lisse"))
    assert told == [
        ("commune_corrected", "syndicat", {"changed": ["colour"]}),
        ("commune_opened", "deployer", {}),
    ]
    assert [each.id for each in all_communes()] == ["lisse"]
