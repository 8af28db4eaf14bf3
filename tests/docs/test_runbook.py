"""Every alarm of the template has its page: what happened, and what to do."""

import re
from pathlib import Path

from infra.template import alarms
from infra.template.functions import FUNCTIONS
from infra.template.runtime import resource_name

RUNBOOK = (Path(__file__).parents[2] / "docs" / "guides" / "que-faire-quand.md").read_text("utf-8")
HEADINGS = {
    name.strip(" ☎…") for line in re.findall(r"^### (.+)$", RUNBOOK, re.MULTILINE) for name in line.split(",")
}


def test_every_alarm_has_its_page() -> None:
    made = alarms.resources()
    names = {name for name, resource in made.items() if resource["Type"].endswith(("::Alarm", "::Budget"))}
    assert names <= HEADINGS


def test_the_functions_it_explains_are_those_of_the_template() -> None:
    named = {resource_name(function) for function in FUNCTIONS}
    explained = set(re.findall(r"^\| `(\w+)` \|", RUNBOOK, re.MULTILINE))
    assert explained and explained <= named
