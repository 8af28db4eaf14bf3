"""One fact, all its readers: none is told of it by hand, and none forgets."""

from functools import cache
from importlib import import_module
from pathlib import Path

import grimp
import pytest

from tests.facts.fact import Fact, Reader
from tests.support.beginnings import begin_with

FACTS: list[Fact] = [
    import_module(f"tests.facts.{path.stem}").FACT
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem not in ("fact", "test_facts")
]
READERS = [
    pytest.param(fact, reader, id=f"{fact.name}: {reader.name}") for fact in FACTS for reader in fact.readers
]


@cache
def graph_of_imports() -> grimp.ImportGraph:
    return grimp.build_graph("functions")


@pytest.mark.parametrize(("fact", "reader"), READERS)
def test_a_reader_knows_the_fact_and_that_it_was_taken_back(fact: Fact, reader: Reader, table: str) -> None:
    begin_with(fact.prepare)
    assert reader.says() == reader.before
    fact.tell()
    assert reader.says() == reader.after
    if fact.take_back:
        fact.take_back()
        assert reader.says() == reader.before


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_whoever_can_get_at_what_a_fact_changes_is_a_reader_of_it_or_says_why_not(fact: Fact) -> None:
    graph = graph_of_imports()
    getting_at = {
        module.removeprefix("functions.")
        for source in fact.sources
        for module in graph.find_modules_that_directly_import(f"functions.{source}")
    }
    reading = {module for reader in fact.readers for module in reader.modules}
    assert getting_at - reading - set(fact.unconcerned) == set(), "these forget the fact"
    named = {f"functions.{module}" for module in (*fact.sources, *reading, *fact.unconcerned)}
    assert named - graph.modules == set(), "these are gone"
    assert set(fact.unconcerned) & reading == set()
    assert set(fact.unconcerned) <= getting_at, "these need no reason any more"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_reader_of_a_fact_can_be_seen_to_know_it(fact: Fact) -> None:
    assert fact.readers and all(reader.before != reader.after for reader in fact.readers)
