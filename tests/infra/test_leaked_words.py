"""The file of leaked words is made from two wheels and from nothing else."""

from pathlib import Path

import pytest

from functions.domain.accounts.leaked_words import FILE, PREFIX_BYTES, prefix_of
from infra import leaked_words
from infra.package import ours
from infra.package.dependencies import ROOT


def test_a_password_is_kept_as_its_letters_once_whatever_is_around_them() -> None:
    assert leaked_words.packed(["Bonjour12", "bonjour!!", "123456", "abc123"]) == prefix_of("bonjour")


def test_the_file_is_in_order_goes_to_lambda_and_stays_within_its_budget() -> None:
    content = FILE.read_bytes()
    prefixes = [content[at : at + PREFIX_BYTES] for at in range(0, len(content), PREFIX_BYTES)]
    assert prefixes == sorted(set(prefixes)) and len(content) == len(prefixes) * PREFIX_BYTES
    assert len(content) < 110_000
    assert FILE.relative_to(ROOT) in set(ours.files())


def test_another_wheel_than_the_one_that_was_read_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "django.whl"
    wheel.write_bytes(b"another one")
    before = FILE.read_bytes()
    with pytest.raises(leaked_words.OtherWheel):
        leaked_words.main([str(wheel), str(wheel)])
    assert FILE.read_bytes() == before
