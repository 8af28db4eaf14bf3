"""Every refusal has its French sentence."""

import importlib
import pkgutil
from collections.abc import Iterator

import functions
from functions.domain.errors import Conflict, Forbidden, InvalidRequest, Refusal, TooLarge, Unavailable
from functions.french.refusals import SENTENCES, sentence, title
from functions.web.api.problems import STATUSES


def every_refusal() -> Iterator[type[Refusal]]:
    for module in pkgutil.walk_packages(functions.__path__, "functions."):
        importlib.import_module(module.name)
    yield from _with_those_below(Refusal)


def _with_those_below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _with_those_below(below)


def test_every_refusal_has_a_sentence() -> None:
    codes = {refusal.code for refusal in every_refusal() if refusal.__module__.startswith("functions.")}
    assert codes - SENTENCES.keys() == set()


def test_every_refusal_is_of_one_kind_and_so_has_one_http_status() -> None:
    kinds = tuple(STATUSES)
    bases = {Refusal, InvalidRequest, Conflict, Forbidden, TooLarge, Unavailable}
    for refusal in set(every_refusal()) - bases:
        if refusal.__module__.startswith("functions."):
            assert sum(issubclass(refusal, kind) for kind in kinds) == 1, refusal.__qualname__


def test_no_sentence_is_left_without_its_refusal() -> None:
    codes = {refusal.code for refusal in every_refusal()} | {"fault"}
    assert SENTENCES.keys() - codes == set()


def test_sentences_are_french_sentences() -> None:
    for code, (heading, text) in SENTENCES.items():
        assert heading[0].isupper() and not heading.endswith("."), code
        assert text[0].isupper() or text[0] == "{", code
        assert text.endswith((".", "!", "?", "}")), code
        assert "'" not in text + heading, f"{code}: a typographic apostrophe, please"


def test_nobody_at_the_town_hall_is_told_to_turn_to_the_town_hall() -> None:
    for code, said in SENTENCES.items():
        assert "ontactez la mairie" not in said.for_town, code
        assert said.for_town and said.for_town[-1] in ".!?}", code
    assert sentence("waiting_list_full", {}, to_town=True) == "La liste d’attente de ce jour est complète."


def test_a_sentence_can_always_be_said() -> None:
    assert title("fault") and sentence("fault", {})
