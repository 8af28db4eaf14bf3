"""No place shows the first name of a child alone, but through the one function that tells two of a family apart."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.code import modules_naming

ROOT = Path(__file__).parents[2]

OF_ADULTS = {
    "account.first_name",
    "guardian.first_name",
    "me.first_name",
    "options.first_name",
    "person.first_name",
    "someone.first_name",
}
"""Parents and agents, who are told apart by their logins."""
WITH_A_REASON = {
    "functions/domain/accounts/activation.py": "with the last name, as towns and parents write it",
    "functions/domain/directory/directory_line.py": "to be found under it",
    "functions/domain/families/child_matching.py": "to know a child again",
    "functions/domain/families/child_names.py": "here they are told apart",
    "functions/domain/families/guardians.py": "responsables",
    "functions/domain/families/kept_by_hand.py": "responsables",
    "functions/jobs/letters/agents.py": "agents",
    "functions/web/agents/answers.py": "agents",
    "functions/web/agents/routes.py": "agents",
    "functions/domain/families/hand_marks.py": "responsables",
    "functions/domain/files/edits.py": "responsables",
    "functions/usecases/files/edit_child.py": "what is written of a child",
    "functions/usecases/files/who_changed.py": "agents",
    "functions/web/files/answers.py": "beside `name`, which tells apart",
    "functions/web/files/own_file_answers.py": "beside the last name, to be corrected",
    "functions/web/files/own_file_corrected.py": "what is written of a child",
    "functions/web/files/routes.py": "with the last name, as towns write it",
    "functions/domain/merging/merged_children.py": "what is written of a child",
    "functions/domain/directory/files_alike.py": "to know a child again",
    "functions/french/merging/alike_words.py": "with the last name and the birth",
    "functions/french/merging/merging_words.py": "with the last name and the birth",
    "functions/domain/reminders/family_calendar.py": "shortened, then told apart",
    "functions/family_list/reading.py": "with the last name and the line of the list",
    "functions/french/families/import_sentences.py": "with the last name and the birth",
    "functions/french/requests/threads.py": "responsables",
    "functions/french/safety/reading.py": "responsables",
    "functions/domain/safety/kept_away.py": "responsables",
    "functions/jobs/letters/accounts.py": "responsables",
    "functions/storage/directory/likely_doubles.py": "to know a child again",
    "functions/usecases/families/create_family.py": "as it was written down",
    "functions/web/directory/creation_routes.py": "as it was written down",
    "functions/storage/directory/directory_lines.py": "to be found under it",
    "functions/usecases/families/read_people.py": "responsables",
    "functions/usecases/requests/read_threads.py": "agents",
    "functions/usecases/messages/list_unreachable.py": "parents whom no mail reaches",
    "functions/web/directory/routes.py": "responsables; of children, what `told_apart` asks for",
    "functions/web/families/access_routes.py": "responsables",
    "functions/web/families/letter_routes.py": "responsables",
    "functions/web/files/history_routes.py": "agents",
    "functions/web/journal/routes.py": "agents",
    "functions/web/messages/routes.py": "responsables",
    "functions/web/devices/routes.py": "agents",
    "functions/usecases/devices/unlock_device.py": "agents",
    "functions/jobs/letters/informing.py": "responsables without a login",
    "infra/bench_directory.py": "to be looked for",
    "infra/demo/staff.py": "agents",
    "infra/mails.py": "responsables",
    "infra/local/dev/phones.py": "agents",
    "functions/publishing/documents/yearly.py": "with the last name and the birth",
    "functions/usecases/accounts/activate.py": "words that a password may not be made of",
    "functions/usecases/accounts/credentials.py": "words that a password may not be made of",
    "functions/usecases/families/plan_import.py": "to know a child again",
    "functions/usecases/families/town_files.py": "to know a child again",
    "functions/usecases/waiting_list/list_waiting.py": "beside `name`, which tells apart",
    "functions/web/accounts/activation_routes.py": "with the last name, as towns and parents write it",
    "functions/web/accounts/types.py": "with the last name, as towns and parents write it",
    "functions/usecases/attendance/list_day.py": "in the order of the list",
    "functions/web/inbox/doubts.py": "agents",
    "functions/web/attendance/child_routes.py": "with the last name, to be looked for; responsables",
    "functions/domain/directory/children_named.py": "to be looked for",
    "functions/web/attendance/answers.py": "beside `name`, which tells apart",
    "functions/web/bookings/waiting_routes.py": "beside `name`, which tells apart",
}


def read_first_names() -> Iterator[tuple[str, str]]:
    """The module, and whose first name it reads."""
    for path, tree in modules_naming("first_name", "functions", "infra"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "first_name":
                yield path, ast.unparse(node)


def test_a_childs_first_name_is_shown_alone_nowhere() -> None:
    found = {module for module, read in read_first_names() if read not in OF_ADULTS}
    assert found - set(WITH_A_REASON) == set(), (
        "ask told_apart or full_names (functions/domain/families/child_names.py)"
    )


def test_no_exception_is_kept_for_a_place_that_needs_none() -> None:
    assert set(WITH_A_REASON) - {module for module, _ in read_first_names()} == set()


SCRIPTS_WITH_A_REASON = {
    "attendance/day-list.js": "here the desk's lists tell them apart",
    "desk/agent-form.js": "agents",
    "desk/attendance-add.js": "with the last name, the class and the school",
    "desk/attendance-panel.js": "in the panel of that child, below its whole name",
    "desk/attendance-rows.js": "beside the rest of `name`, which tells apart",
    "desk/famille.js": "with the last name",
    "desk/file-sections.js": "responsables",
    "desk/keep-besides.js": "with the last name",
    "desk/without-account.js": "responsables, with the last name",
}
"""A list of the town hall has children of all families: two of one first name are no rarity."""


def test_no_script_of_the_town_hall_calls_a_child_by_its_first_name_alone() -> None:
    scripts = ROOT / "site/assets/js"
    found = {
        str(file.relative_to(scripts))
        for room in ("attendance", "desk")
        for file in (scripts / room).glob("*.js")
        if "first_name" in file.read_text("utf-8")
    }
    assert found == set(SCRIPTS_WITH_A_REASON), "ask nameOf (site/assets/js/attendance/day-list.js)"
