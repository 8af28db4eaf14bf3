"""`make audit`: what is known to be vulnerable among the libraries that are pinned here.

pip-audit asks OSV, which gathers PyPI's advisories and GitHub's. It ends with 0 where nothing is known, 1 where something is,
2 where it could not look: no answer is not a good answer.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.package.dependencies import ROOT

OSV: Final = "https://api.osv.dev/v1/query"
IN_LAMBDA_DAYS: Final = 7
TOOLS_DAYS: Final = 30
"""Within how many days of its publication a vulnerability is mended: docs/securite.md."""
FILES: Final = {
    "requirements.txt": IN_LAMBDA_DAYS,
    "infra/layers/cryptography.txt": IN_LAMBDA_DAYS,
    "infra/layers/documents.txt": IN_LAMBDA_DAYS,
    "infra/layers/pages.txt": IN_LAMBDA_DAYS,
    "infra/layers/pdf.txt": IN_LAMBDA_DAYS,
    "requirements-dev.txt": TOOLS_DAYS,
}


class CouldNotLook(Exception):
    """Why: the database did not answer, or not about every library."""


@dataclass(frozen=True, slots=True)
class Vulnerable:
    library: str
    version: str
    advisory: str
    mended_in: tuple[str, ...]
    """Versions; none where there is none yet."""


def look(file: Path, *, osv: str = OSV) -> list[Vulnerable]:
    """Raises CouldNotLook."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--requirement", file, "--require-hashes", "--disable-pip"),
            # Strict: else what could not be looked up is a warning, and the audit a success.
            *("--strict", "--vulnerability-service", "osv", "--osv-url", osv),
            *("--format", "json", "--desc", "off", "--progress-spinner", "off"),
        ],
        capture_output=True,
        text=True,
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except ValueError:
        said = done.stderr.strip().splitlines()
        raise CouldNotLook(said[-1] if said else f"pip-audit ended with {done.returncode}") from None
    if skipped := [one["name"] for one in found if "skip_reason" in one]:
        raise CouldNotLook(f"no answer about {', '.join(skipped)}")
    return [
        Vulnerable(one["name"], one["version"], known["id"], tuple(known["fix_versions"]))
        for one in found
        for known in one["vulns"]
    ]


def main(files: Sequence[tuple[Path, int]], *, osv: str) -> int:
    known = unseen = 0
    for file, days in files:
        try:
            vulnerable = look(file, osv=osv)
        except CouldNotLook as why:
            unseen += 1
            print(f"{file.name}: NOT LOOKED AT, {why}")
            continue
        known += len(vulnerable)
        print(f"{file.name}: {len(vulnerable) or 'nothing'} known")
        for one in vulnerable:
            mended = f"mended in {', '.join(one.mended_in)}" if one.mended_in else "not mended yet"
            print(f"  {one.library} {one.version}  {one.advisory}  {mended}; within {days} days")
    if unseen:
        print(
            f"The database of vulnerabilities could not be asked ({osv}): this audit says nothing of those."
        )
    return 1 if known else 2 if unseen else 0


if __name__ == "__main__":
    sys.exit(
        main(
            [(ROOT / file, days) for file, days in FILES.items()],
            osv=os.environ.get("OSV_URL") or OSV,
        )
    )
