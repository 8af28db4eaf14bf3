"""Which resource of the API a path belongs to, as API Gateway decides it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Node:
    resource: str | None = None
    literals: dict[str, "_Node"] = field(default_factory=dict)
    parameter: tuple[str, "_Node"] | None = None


class Resources:
    """The resources of an API: `/families/{family}/basket`. A literal segment wins over a parameter."""

    def __init__(self, resources: Iterable[str]) -> None:
        self._root = _Node()
        for resource in resources:
            node = self._root
            for segment in _segments(resource):
                node = _child(node, segment)
            node.resource = resource

    def match(self, path: str) -> tuple[str, dict[str, str]] | None:
        """The resource and its parameters, still percent-encoded; None where the API has nothing."""
        return _match(self._root, _segments(path), {})


def _child(node: _Node, segment: str) -> _Node:
    if not segment.startswith("{"):
        return node.literals.setdefault(segment, _Node())
    name = segment.strip("{}")
    if node.parameter is None:
        node.parameter = (name, _Node())
    if node.parameter[0] != name:
        # API Gateway refuses such an API when it is deployed: better to know here.
        raise ValueError(f"two names for one parameter: {{{node.parameter[0]}}} and {segment}")
    return node.parameter[1]


def _match(node: _Node, segments: list[str], found: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    if not segments:
        return None if node.resource is None else (node.resource, found)
    first, rest = segments[0], segments[1:]
    if first in node.literals:
        return _match(node.literals[first], rest, found)
    if node.parameter is None or not first:
        return None
    name, child = node.parameter
    return _match(child, rest, found | {name: first})


def _segments(path: str) -> list[str]:
    """API Gateway drops one slash at the end."""
    return path.removesuffix("/").split("/")[1:]
