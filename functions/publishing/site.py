"""What pages are made from, beside the data: templates, texts, style sheets and modules."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment

from functions.publishing.assets import Assets
from functions.publishing.markdown import Document, parse
from functions.publishing.templates import environment
from functions.publishing.typography import french_spaces, light

REGIONS = {
    "eu-central-1": "Francfort, Allemagne",
    "eu-north-1": "Stockholm, Suède",
    "eu-south-1": "Milan, Italie",
    "eu-west-1": "Irlande",
    "eu-west-3": "Paris, France",
}
"""Where families' data may be kept: the legal pages say it is in the European Union."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """What the pages must say of the deployment. Raises ValueError for a region outside the European Union."""

    origin: str
    """Scheme and host, without a slash at the end."""
    region: str = "eu-west-3"
    security_contact: str | None = None
    """`mailto:` or `https:` address for security.txt; without one there is no such file."""

    def __post_init__(self) -> None:
        if self.region not in REGIONS:
            raise ValueError(f"not a region of the European Union: {self.region}")

    @property
    def place(self) -> str:
        return REGIONS[self.region]


class Site:
    """The folders `templates` and `site` under `root`, for one deployment."""

    def __init__(self, root: Path, deployment: Deployment) -> None:
        self.root = root
        self.deployment = deployment
        self.assets = Assets(root / "site" / "assets")

    def render(self, template: str, /, **data: Any) -> str:
        """A template of `templates`."""
        text = self._environment.get_template(template).render(data)
        return french_spaces(light(text)) if template.endswith(".html") else text

    def text(self, name: str, /, **data: Any) -> Document:
        """A file of `site/content`, its `{{ }}` filled in: `aide/activer-mon-compte`."""
        source = (self._content / f"{name}.md").read_text()
        return parse(self._environment.from_string(source).render(data))

    def head(self, name: str) -> dict[str, str]:
        """What a file of `site/content` says of itself, whatever its text is about."""
        return parse((self._content / f"{name}.md").read_text()).head

    def texts(self, folder: str) -> list[str]:
        """Names of the files of a folder of `site/content`."""
        return sorted(f"{folder}/{file.stem}" for file in (self._content / folder).glob("*.md"))

    @property
    def _content(self) -> Path:
        return self.root / "site" / "content"

    @cached_property
    def _environment(self) -> Environment:
        return environment(
            self.root / "templates",
            assets=self.assets,
            deployment=self.deployment,
            origin=self.deployment.origin,
        )
