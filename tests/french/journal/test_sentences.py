"""Each act that is written anywhere has its sentence. Acts whose name is computed are met by `tests/usecases/test_faults_everywhere.py`."""

import ast

from functions.domain.journal import READS, JournalLine
from functions.french.journal.sentences import ACTS, Names, said
from tests.support.builders import MARC, NOW
from tests.support.code import modules_naming

OF_A_LOGIN = {
    *("address_changed", "password_changed", "password_reset"),
    *("calendar_renewed", "calendar_closed", "wrong_codes_given", "pin_chosen"),
    *("passkey_added", "passkey_removed", "push_device_chosen", "push_device_forgotten"),
}
"""What somebody does with their own login lies with it, and is in no commune's journal."""
NAMES = Names({MARC: "Anne MARTIN"}, {"testmp": "ROUX"})


def written() -> set[str]:
    """The acts that the code names where it makes a line."""
    found: set[str] = set()
    for _, tree in modules_naming("JournalLine", "functions", "infra"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "JournalLine":
                act = (
                    node.args[1]
                    if len(node.args) > 1
                    else next(k.value for k in node.keywords if k.arg == "act")
                )
                found |= {
                    each.value
                    for each in ast.walk(act)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return found


def a_line(act: str, by: str = MARC, **detail: object) -> JournalLine:
    return JournalLine("id", act, by, NOW, detail=detail)


def test_each_act_that_is_written_has_a_sentence() -> None:
    acts = {act for act in written() if "_" in act and not act.endswith("_")}
    assert len(acts) > 40
    assert (acts | READS) - OF_A_LOGIN - ACTS.keys() == set()


def test_a_sentence_says_who_and_of_which_family_and_ends() -> None:
    for act in ACTS:
        told = said(a_line(act, account=MARC), "testmp", NAMES)
        assert told.endswith(".") and told[0].isupper() and "{" not in told
    assert said(a_line("booking_request_answered"), "testmp", NAMES) == (
        "Anne MARTIN a décidé une demande de la famille ROUX."
    )


def test_a_list_that_was_read_is_named_by_its_service_and_day_and_holds_no_word_of_health() -> None:
    told = said(a_line("day_list_read", service="cantine", date="2026-11-19"), None, NAMES)
    assert told.replace("\xa0", " ") == (
        "Anne MARTIN a lu une liste du jour, fiches de sécurité comprises : cantine, jeudi 19 novembre 2026."
    )


def test_who_is_gone_is_said_to_be_and_a_program_is_no_person() -> None:
    assert said(a_line("file_edited", "0" * 26), None, NAMES).startswith("Un compte supprimé a modifié")
    assert (
        said(a_line("file_edited"), "gone", NAMES)
        == "Anne MARTIN a modifié le dossier d’une famille effacée."
    )
    assert said(a_line("agent_ended", "command:staff", account=MARC), None, NAMES) == (
        "La personne qui gère le portail a mis fin à un accès d’agent : Anne MARTIN."
    )
    assert said(a_line("told_called_off", "job:called-off"), "testmp", NAMES).startswith(
        "La famille ROUX a été"
    )


def test_a_sentence_never_tells_of_health_or_of_a_child_by_name() -> None:
    for each in ACTS.values():
        assert not {"allergie", "PAI", "santé", "régime"} & set(each.text.replace("’", " ").split())


def test_a_decided_absence_says_whose_when_and_what_was_decided_where_the_file_is_read_and_never_why() -> (
    None
):
    line = a_line(
        "absence_decided",
        child="clara",
        days={"cantine": ["2026-11-24"], "soir": ["2026-11-24"]},
        accepted=False,
    )
    of_file = Names({MARC: "Anne MARTIN"}, {"testmp": "ROUX"}, {"clara": "Clara"})
    told = "Anne MARTIN a décidé une absence de la famille ROUX"
    assert (
        said(line, "testmp", of_file).replace("\u00a0", " ")
        == f"{told}, Clara, mardi 24 novembre 2026 : non acceptée."
    )
    assert (
        said(line, "testmp", NAMES).replace("\u00a0", " ")
        == f"{told}, mardi 24 novembre 2026 : non acceptée."
    )
    longer = a_line("absence_decided", days={"cantine": ["2026-11-24", "2026-11-26"]}, accepted=True)
    assert (
        said(longer, "testmp", NAMES)
        .replace("\u00a0", " ")
        .endswith(", du mardi 24 novembre 2026 au jeudi 26 novembre 2026 : acceptée.")
    )
    assert said(a_line("absence_decided"), "testmp", NAMES) == f"{told}."
