"""One stage: a portal of its own in an account, with its own data. `test` beside `production`."""

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass
from typing import Any, Final

_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,19}")


class BadStage(ValueError):
    """Not a name that AWS takes everywhere it is used."""


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    """Raises BadStage for anything but twenty small letters, digits and dashes."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise BadStage(self.name)

    @property
    def stack(self) -> str:
        return f"preau-{self.name}"

    def secret(self, name: str) -> str:
        """The SecureString of that name: infra/template/runtime.py."""
        return f"/preau/{self.stack}/{name}"


def stage_named(name: str) -> Stage:
    """For a command's argument: what is wrong with it is said in French."""
    try:
        return Stage(name)
    except BadStage as problem:
        raise ArgumentTypeError(
            f"{problem} : des lettres minuscules, chiffres et tirets, vingt au plus"
        ) from problem


@dataclass(frozen=True, slots=True)
class Account:
    number: str
    region: str
    session: Any
    """Of boto3."""

    def client(self, service: str, region: str | None = None) -> Any:
        return self.session.client(service, region_name=region or self.region)

    @property
    def packages_bucket(self) -> str:
        return f"preau-packages-{self.number}-{self.region}"
