"""A paper that the town asked for and that waits to be looked at: what accepting it does to the family's file."""

from dataclasses import replace
from datetime import date

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Family
from functions.domain.papers.papers import PaperStanding
from functions.domain.requests.threads import Thread
from functions.french.inbox.papers import paper_effects
from functions.storage.families.children import sound_children
from functions.storage.papers import family_papers
from functions.usecases.papers.lines_of_family import lines_of_family
from functions.web.papers.types import PaperShown, papers_shown


def paper_sent(
    commune: str, thread: Thread, family: Family, today: date
) -> tuple[PaperShown | None, list[str]]:
    """None where the thread sends none, or one that is not asked for any more, or was sent again elsewhere. Two round trips more."""
    if not thread.paper:
        return None, []
    lines = lines_of_family(commune, family, family_papers.kinds(commune).value, today)
    sent = next((line for line in lines if line.code == thread.paper), None)
    if sent is None or sent.given is None or sent.given.thread != thread.id:
        return None, []
    names = told_apart(stored.value for stored in sound_children(commune, family.children).values())
    [shown] = papers_shown([sent], names, today)
    accepted = [replace(line, standing=PaperStanding.ACCEPTED) if line is sent else line for line in lines]
    by_hand = family.complete_by_hand is not None
    return shown, paper_effects(accepted, names, is_complete=family.file_complete, by_hand=by_hand)
