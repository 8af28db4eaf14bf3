"""`make deploy` and `make destroy`, run in the test's own process: a process of their own is a second and more."""

import io
import sys

import pytest

from infra.deploy.__main__ import main

_OPTIONS = ("DOMAINS", "CERTIFICATE", "COMMUNE_FILE", "YES", "DATA", "CONFIRM")


class Terminal:
    """At which nobody sits: `make` in a script. An option that nobody gave may be there, and empty."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def run(self, *arguments: str, **asked: str) -> tuple[object, str]:
        """How it ended (None: well, or the sentence that it ended with) and what it said before."""
        options = dict.fromkeys(_OPTIONS, "") | asked
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["infra.deploy", *arguments])
            patch.setattr(sys, "stdin", io.StringIO())
            for name, value in options.items():
                patch.setenv(name, value)
            try:
                main()
                end: object = None
            except SystemExit as ended:
                end = ended.code
        said = self._capsys.readouterr()
        return end, said.out + said.err
