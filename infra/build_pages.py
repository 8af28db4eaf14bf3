"""Build what does not depend on a commune's data: `python -m infra.build_pages --out build/site`."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import TemplateError

from functions.publishing.deployment import render_fixed
from functions.publishing.help import render_help
from functions.publishing.output import write_folder
from functions.publishing.pages import Page, page
from functions.publishing.screens import SCREENS, render_screen
from functions.publishing.site import Deployment, Site
from functions.web.openapi import document

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--origin", default="http://localhost:8000", help="where the pages will be read")
    parser.add_argument("--region", default="eu-west-3", help="where the data is kept, as AWS names it")
    parser.add_argument("--security-contact", help="mailto: or https: address for security.txt")
    parser.add_argument(
        "--components", action="store_true", help="with /composants/, for those who build screens"
    )
    options = parser.parse_args()
    site = Site(ROOT, Deployment(options.origin, options.region, options.security_contact))
    screens = SCREENS | ({"/composants/": "composants.html"} if options.components else {})
    pages, failures = build(site, screens, now=datetime.now(UTC))
    write_folder(pages, options.out)
    print(f"{len(pages)} files in {options.out}")
    if failures:
        sys.exit("\n".join(failures))


def build(site: Site, screens: dict[str, str], *, now: datetime) -> tuple[list[Page], list[str]]:
    """Every page that needs no data, with all that they link; and what could not be made."""
    shells, failures = build_screens(site, screens)
    pages = [*shells, *render_fixed(site, now=now), *render_help(site)]
    description = page("openapi.json", json.dumps(document(), ensure_ascii=False).encode())
    return [*pages, description, *site.assets.linked(), *site.assets.pictures()], failures


def build_screens(site: Site, screens: dict[str, str]) -> tuple[list[Page], list[str]]:
    """The pages of `screens`, and a line for each that could not be made: one broken screen hides no other."""
    pages: list[Page] = []
    failures: list[str] = []
    for address, template in screens.items():
        try:
            pages.append(render_screen(site, address, template))
        except (TemplateError, OSError, KeyError) as problem:
            failures.append(f"{address}: {type(problem).__name__}: {problem}")
    return pages, failures


if __name__ == "__main__":
    main()
