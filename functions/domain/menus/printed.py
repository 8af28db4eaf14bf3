"""What is printed on a page, as it is placed: before anybody says which day it is of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SPACE: Final = 0.6
"""Of the height of the letters: what stands closer on one line is one piece, as a program writes word by word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words on one line, from edge to edge. In the units of the page, which grow to the right and downwards."""

    left: float
    right: float
    top: float
    height: float
    """Of its letters."""
    text: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """From the top down, each from the left; words that follow each other on a line are one piece."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: each.top):
        if lines and piece.top - lines[-1][0].top < piece.height / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_joined(line) for line in lines]


def _joined(line: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in sorted(line, key=lambda each: each.left):
        last = found[-1] if found else None
        if last is not None and piece.left - last.right < piece.height * _SPACE:
            text = f"{last.text} {piece.text}"
            found[-1] = Piece(last.left, max(last.right, piece.right), last.top, last.height, text)
        else:
            found.append(piece)
    return found
