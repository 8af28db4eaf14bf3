"""Papers that a town asks for and sees."""

from functions.domain.papers.papers import PaperAbout, PaperKind, PaperLasts
from functions.usecases.papers.count_papers import count_page
from functions.usecases.papers.decide_paper import PaperSeen, decide_paper
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import NOW, open_town, paris, settle

HOME = PaperKind("domicile", "Justificatif de domicile", PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR)
SEEN = PaperSeen("lisse", "testmp", "domicile", "-", True, None, "", "agent", KEY, NOW)


@writes("papers.name_paper_kinds")
def saying_which_papers_are_asked_for() -> Do:
    open_town()
    return lambda: name_paper_kinds("lisse", [HOME], seen=0, by="agent", now=NOW)


@writes("papers.decide_paper")
def seeing_the_paper_that_completes_a_file() -> Do:
    saying_which_papers_are_asked_for()()
    settle()
    return lambda: decide_paper(SEEN)


@writes("papers.count_papers")
def counting_a_file_whose_paper_has_expired() -> Do:
    seeing_the_paper_that_completes_a_file()()
    return lambda: count_page("lisse", after="", now=paris("mercredi 2027-09-01 01:40"))
