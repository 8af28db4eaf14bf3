"""The machine that the package is made for."""

import platform
import sys
from dataclasses import dataclass
from typing import Final

ARCHITECTURES: Final = {"x86_64": "x86_64", "arm64": "aarch64"}
"""As Lambda names them → as wheels do."""
GLIBC: Final = {"3.11": 26}
"""The newest glibc 2.x whose wheels run there: Amazon Linux 2 under Python 3.11, Amazon Linux 2023 under the later ones.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
"""
_GLIBC_OF_LATER: Final = 34


@dataclass(frozen=True, slots=True)
class Target:
    python: str
    """`3.11`: that of this interpreter, which compiles what it packages."""
    architecture: str
    """A key of ARCHITECTURES."""

    @property
    def runtime(self) -> str:
        return f"python{self.python}"

    @property
    def pip_options(self) -> list[str]:
        """What makes pip take wheels for the target, and nothing but wheels."""
        machine, newest = ARCHITECTURES[self.architecture], GLIBC.get(self.python, _GLIBC_OF_LATER)
        platforms = [f"manylinux2014_{machine}"]
        platforms += [f"manylinux_2_{minor}_{machine}" for minor in range(17, newest + 1)]
        asked = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", self.python]
        return asked + [option for name in platforms for option in ("--platform", name)]


def target(architecture: str | None = None) -> Target:
    """The target that is built here: arm64 on such a machine, else x86-64; `architecture` names another."""
    built_here = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    return Target(f"{sys.version_info.major}.{sys.version_info.minor}", architecture or built_here)
