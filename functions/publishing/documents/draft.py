"""A document on its way to being typeset."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from functions.domain.invoices.documents import DocumentAsked, DocumentKind
from functions.publishing.documents.typeset import pdf


@dataclass(frozen=True, slots=True)
class Frame:
    """What drafts need beside the table."""

    root: Path
    """Where `templates` and `site` lie."""
    origin: str
    today: date
    """On the commune's clock."""


@dataclass(frozen=True, slots=True)
class Draft:
    template: str
    name: str
    """Of the file: sober, in ASCII."""
    made_on: date
    data: Callable[[], dict[str, Any]]
    """Only the function that typesets it needs it, and has what that takes."""
    says: str = ""
    """A hash of what it says; empty for what never changes."""

    def frozen(self) -> DocumentAsked:
        """To be kept until it is typeset."""
        return DocumentAsked(self.says, self.made_on, json.dumps(self.data(), ensure_ascii=False))

    @classmethod
    def thawed(cls, kind: DocumentKind, asked: DocumentAsked) -> "Draft":
        return cls(kind.value, "", asked.made_on, lambda: dict(json.loads(asked.data)), asked.says)

    def typeset(self, root: Path) -> bytes:
        made_at = datetime.combine(self.made_on, time(), UTC)
        return pdf(self.template, self.data(), root=root, made_at=made_at)
