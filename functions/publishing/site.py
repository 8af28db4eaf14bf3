"""What pages are made from, beside the data: templates, texts, style sheets and modules."""

from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment

from functions.publishing.assets import Assets
from functions.publishing.markdown import Document, parse
from functions.publishing.templates import environment


class Site:
    """The folders `templates` and `site` under `root`, and the origin the pages will have (`https://…`, no slash)."""

    def __init__(self, root: Path, origin: str) -> None:
        self.root = root
        self.origin = origin
        self.assets = Assets(root / "site" / "assets")

    def render(self, template: str, /, **data: Any) -> str:
        return self._environment.get_template(template).render(data)

    def text(self, name: str) -> Document:
        """A file of `site/content`: `aide/activer-mon-compte`."""
        return parse((self.root / "site" / "content" / f"{name}.md").read_text())

    @cached_property
    def _environment(self) -> Environment:
        return environment(self.root / "templates", assets=self.assets, origin=self.origin)
