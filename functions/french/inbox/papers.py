"""What accepting a paper does, and what refusing it does, before it is done."""

from collections.abc import Iterable, Mapping

from functions.domain.papers.papers import PaperLine
from functions.french.words.dates import listing
from functions.french.words.spaces import spaced


def paper_effects(
    accepted: Iterable[PaperLine], names: Mapping[str, str], *, is_complete: bool, by_hand: bool
) -> list[str]:
    """`accepted`: how the family's papers stand once this one is accepted. `by_hand`: an agent said whether the file is complete."""
    lacking = [_called(line, names) for line in accepted if line.lacks and line.kind.required]
    if is_complete or by_hand:
        then = (
            "le dossier reste complet" if is_complete else "le dossier reste incomplet, comme dit à la main"
        )
    else:
        then = f"il manque encore {listing(lacking)}" if lacking else "le dossier est complet"
    return [
        spaced(f"Bien reçu : {then}."),
        spaced("Refuser : la famille lit pourquoi, et peut envoyer un autre fichier."),
    ]


def _called(line: PaperLine, names: Mapping[str, str]) -> str:
    name = names.get(line.child, "")
    return f"{line.kind.name} ({name})" if name else line.kind.name
