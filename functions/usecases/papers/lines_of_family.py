"""How each paper stands that one family is asked for."""

from datetime import date

from functions.domain.families.family import Family
from functions.domain.papers.papers import PaperKinds, PaperLine, paper_lines
from functions.storage.papers import family_papers


def lines_of_family(commune: str, family: Family, kinds: PaperKinds, today: date) -> list[PaperLine]:
    """One round trip; none where the town asks for nothing."""
    if not kinds.kinds:
        return []
    held = family_papers.of_families(commune, kinds, [family]).get(family.id, {})
    return paper_lines(kinds, family, held, today)
