"""How a paper stands, as a secretary reads it."""

from functions.domain.papers.papers import PaperLine, PaperStanding
from functions.french.words.dates import date_full
from functions.french.words.spaces import spaced

STANDINGS = {
    PaperStanding.MISSING: "à demander",
    PaperStanding.GIVEN: "à vérifier",
    PaperStanding.ACCEPTED: "acceptée",
    PaperStanding.REFUSED: "refusée",
    PaperStanding.EXPIRED: "périmée",
}


def paper_sentence(line: PaperLine) -> str:
    """« valable jusqu’au 31 août 2027 », « périmée depuis le 31 août 2026 », why it was refused; empty where nothing is to be said."""
    paper = line.paper
    if paper is None or line.standing is PaperStanding.MISSING:
        return "" if line.kind.required else "facultative"
    if line.standing is PaperStanding.GIVEN:
        return "envoyée par la famille"
    if line.standing is PaperStanding.REFUSED:
        return paper.reason
    if paper.until is None:
        return "valable sans limite"
    if line.standing is PaperStanding.EXPIRED:
        return f"périmée depuis le {date_full(paper.until)}"
    next_one = " ; la suivante est arrivée, à vérifier" if paper.given else ""
    return spaced(f"valable jusqu’au {date_full(paper.until)}{next_one}")
