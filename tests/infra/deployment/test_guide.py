"""The guide that opens a portal, followed to the letter: from an account with nothing of it to the first parent."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.deploy.deploy import Deployed
from infra.deploy.destroy import destroy
from infra.deploy.stack import Stack
from infra.deploy.stage import Stage
from tests.infra.deployment.conftest import Portal

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/guides/ouvrir-un-portail.md").read_text("utf-8")
OURS = ("make ", ".venv/bin/python ")
"""How the commands of the portal begin; the others are for AWS and git, before there is anything."""
PRODUCTION = Stage("production")
PARENT = "claire@famille.example"
FAMILIES = f"""\
famille;nom_famille;adresse;code_postal;ville;resp1_civilite;resp1_nom;resp1_prenom;resp1_mail;enfant_nom;enfant_prenom;naissance
12;Aubert;3 rue du Lavoir;99120;Aubray;Madame;Aubert;Claire;{PARENT};Aubert;Zoé;14/09/2018
"""


def commands() -> list[str]:
    """Those of the guide, in its order."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith(OURS)]


@pytest.fixture(scope="module")
def followed(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command of the guide answered, in a portal of its own beside the first."""
    desk = tmp_path_factory.mktemp("bureau")
    shutil.copy(ROOT / "infra/demo/reglements/aubray.toml", desk)
    (desk / "aubray-commune.toml").write_text(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0], "utf-8")
    (desk / "familles.csv").write_text(FAMILIES, "utf-8")
    # The engine has no budgets.
    environment = os.environ | {"YES": "1", "BUDGET": "0", "PREAU_TABLE": "none"}
    said = {}
    for command in commands():
        typed = re.sub(r"\b(aubray[a-z-]*\.toml|familles\.csv)", rf"{desk}/\1", command)
        done = subprocess.run(
            ["/bin/sh", "-c", typed], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        said[command] = done.stdout
    return said


@pytest.fixture(scope="module")
def opened(portal: Portal, followed: dict[str, str]) -> Portal:
    outputs = Stack(portal.account.client("cloudformation"), PRODUCTION).outputs()
    return Portal(portal.account, Deployed(outputs, [], True), portal.engine, PRODUCTION)


def test_every_command_of_the_guide_does_what_it_says(followed: dict[str, str]) -> None:
    first, check, with_town, read, imported, staff = followed.values()
    assert re.search(r"^Le portail est ouvert : https://\S+/$", first, re.MULTILINE)
    assert check.startswith("Ce règlement est correct")
    assert "Aubray-sur-Lisse est ouverte : https://" in with_town
    assert read.startswith("1 famille, 1 enfant, 1 adresse de mail.\nNouvelle famille 12 (Aubert) : ")
    assert "Rien n’a été écrit." in read
    assert imported.endswith("Enregistrés : 1 famille, 1 enfant.\n1 invitation envoyée.\n")
    assert "Droits à aubray : administrator." in staff


def test_the_first_parent_opens_her_account_and_sees_the_week_of_her_child(opened: Portal) -> None:
    opened.run("Outbox")
    parent = opened.visitor()
    parent.activate(
        PARENT, "le marronnier de la cour", mail=opened.mail(PARENT, "espace famille", within_seconds=5)
    )
    (entry,) = parent.get("/me").json["families"]
    (child,) = entry["children"]
    assert (entry["family"]["name"], child["first_name"]) == ("Aubert", "Zoé")
    monday = datetime.now(UTC).date() + timedelta(days=7)
    path = f"/communes/aubray/families/{entry['family']['id']}/planning?start={monday}&end={monday + timedelta(6)}"
    week = parent.get(path)
    assert week.status == 200, week.text
    assert {service["name"] for service in week.json["services"]}


def test_the_portal_closes_and_what_families_did_stays(opened: Portal) -> None:
    kept = destroy(opened.account, PRODUCTION, with_data=False)
    assert opened.deployed.outputs["Table"] in kept
