"""What *Mon dossier* says of each paper: how it is sent, or why it is not asked for now."""

from datetime import date, datetime

import pytest

from functions.domain.papers.papers import (
    GivenPaper,
    Paper,
    PaperAbout,
    PaperKind,
    PaperLasts,
    PaperLine,
    PaperStanding,
    PaperState,
)
from functions.french.files.own_file import paper_in_file
from functions.french.files.papers_brief import papers_brief
from tests.support.builders import MARC, on, paris
from tests.support.spaces import plain

TODAY = on("lundi 2026-11-23")
SENT = paris("dimanche 2026-11-22 09:00")


def a_line(
    standing: PaperStanding, *, required: bool = True, until: date | None = None, sent: datetime | None = None
) -> PaperLine:
    kind = PaperKind("assurance", "Assurance", PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR, required=required)
    given = None if sent is None else GivenPaper(MARC, sent, "thread", "001", ())
    paper = Paper("assurance", "-", PaperState.ACCEPTED, MARC, SENT, until, "illisible", given=given)
    return PaperLine(kind, "-", standing, None if standing is PaperStanding.MISSING else paper)


@pytest.mark.parametrize(
    ("line", "said", "is_sent_now"),
    [
        (a_line(PaperStanding.MISSING), "à donner", True),
        (a_line(PaperStanding.MISSING, required=False), "facultatif, si vous l’avez", True),
        (a_line(PaperStanding.REFUSED), "refusé : illisible", True),
        (a_line(PaperStanding.GIVEN, sent=SENT), "envoyé, la mairie le vérifie : rien à faire d’ici là", False),
        (a_line(PaperStanding.ACCEPTED), "bon sans limite de date : rien à envoyer", False),
        (
            a_line(PaperStanding.ACCEPTED, until=on("mardi 2027-08-31")),
            "bon jusqu’au 31 août 2027 : le suivant s’envoie à partir du 2 juillet 2027",
            False,
        ),
        (a_line(PaperStanding.ACCEPTED, until=on("jeudi 2026-12-31")), "bon jusqu’au 31 décembre 2026", True),
        (a_line(PaperStanding.EXPIRED, until=on("lundi 2026-08-31")), "périmé depuis le 31 août 2026", True),
    ],
)  # fmt: skip
def test_each_paper_says_what_there_is_to_do_with_it(
    line: PaperLine, said: str, *, is_sent_now: bool
) -> None:
    assert plain(paper_in_file(line, TODAY)) == said
    assert line.is_wanted(TODAY) is is_sent_now


GOOD = a_line(PaperStanding.ACCEPTED)
GOOD_UNTIL = a_line(PaperStanding.ACCEPTED, until=on("mardi 2027-08-31"))
ENDS_SOON = a_line(PaperStanding.ACCEPTED, until=on("jeudi 2026-12-31"))
SENT_LINE = a_line(PaperStanding.GIVEN, sent=SENT)
MISSING = a_line(PaperStanding.MISSING)
OPTIONAL = a_line(PaperStanding.MISSING, required=False)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([MISSING], "1 à donner : Assurance"),
        ([MISSING, a_line(PaperStanding.REFUSED), GOOD], "2 à donner : Assurance, Assurance"),
        ([MISSING, MISSING, a_line(PaperStanding.EXPIRED)], "3 à donner : Assurance, Assurance, …"),
        ([SENT_LINE, GOOD], "1 que la mairie vérifie"),
        ([SENT_LINE, MISSING], "1 à donner : Assurance · 1 que la mairie vérifie"),
        ([GOOD], "valable"),
        ([GOOD_UNTIL], "valable jusqu’au 31 août 2027"),
        ([GOOD, GOOD_UNTIL, ENDS_SOON], "tous valables jusqu’au 31 décembre 2026"),
        ([OPTIONAL], "rien d’obligatoire à donner"),
        ([GOOD, OPTIONAL], "1 valable, le reste est facultatif"),
        (
            [GOOD, GOOD_UNTIL, a_line(PaperStanding.EXPIRED, required=False)],
            "2 valables jusqu’au 31 août 2027, le reste est facultatif",
        ),
    ],
)
def test_folded_documents_say_what_is_to_be_done_else_how_long_they_are_good(
    lines: list[PaperLine], said: str
) -> None:
    assert plain(papers_brief(lines, lambda line: line.kind.name)) == said
