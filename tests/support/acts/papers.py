"""Papers that a town asks for, is sent and sees."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from functions.domain.papers.papers import PaperAbout, PaperKind, PaperLasts
from functions.domain.requests.threads import ThreadKind
from functions.storage.table.ids import new_id
from functions.usecases.papers.count_papers import count_page
from functions.usecases.papers.decide_paper import PaperSeen, decide_paper
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from functions.usecases.requests.thread_act import ThreadWritten
from functions.usecases.requests.write_to_town import ask_town, settle_thread
from functions.usecases.uploads.take_uploads import FilesSent
from tests.support.acts.act import KEY, Do, writes
from tests.support.acts.requests import an_act
from tests.support.acts.uploads import Bucket, sealed_file
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


def a_sent_paper() -> Callable[[], ThreadWritten]:
    """A town that asks for it, and the act that sends it."""
    store: Any = Bucket()
    file = sealed_file(store)
    name_paper_kinds("lisse", [HOME], seen=0, by="agent", now=NOW)
    act = an_act(new_id(NOW), key="paper")
    files = FilesSent((file,), store)
    return lambda: ask_town(act, ThreadKind.PAPER, HOME.name, "", files, paper="domicile.-")


@writes("requests.write_to_town", "papers.give_paper", "requests.thread_act")
def sending_a_paper_that_the_town_asks_for() -> Do:
    return a_sent_paper()


@writes("requests.write_to_town", "papers.give_paper", "requests.thread_act")
def taking_back_a_paper_that_was_sent() -> Do:
    thread = a_sent_paper()().thread
    act = an_act(thread, key="settle")
    return lambda: settle_thread(act)


@writes("papers.decide_paper")
def accepting_a_paper_that_was_sent() -> Do:
    thread = a_sent_paper()().thread
    seen = replace(SEEN, given=f"{thread}.001")
    return lambda: decide_paper(seen)


@writes("papers.count_papers")
def counting_a_file_whose_paper_has_expired() -> Do:
    seeing_the_paper_that_completes_a_file()()
    return lambda: count_page("lisse", after="", now=paris("mercredi 2027-09-01 01:40"))
