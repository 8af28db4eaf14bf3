"""What commands say of a stage deployed whole; what they refuse before: tests/infra/deploy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.deploy.stack import Stack
from infra.deploy.stage import Stage
from infra.migrate.__main__ import main as migrate
from infra.package.build import Package
from tests.infra.deployment.conftest import Portal
from tests.support.terminal import Terminal

STAGE = "commande"
FAMILIES = """\
famille;nom_famille;adresse;code_postal;ville;resp1_civilite;resp1_nom;resp1_prenom;resp1_mail;enfant_nom;enfant_prenom;naissance
12;Testmp;3 rue du Lavoir;99120;Lisse;Monsieur;Testmp;Marc;marc@famille.example;Testmp;Clara;14/09/2018
"""


def run_on(*arguments: str, **environment: str) -> tuple[int, str]:
    """A command on a stage, as a process: it starts another."""
    done = subprocess.run(
        [sys.executable, "-m", "infra.on", *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_what_would_change_and_its_cost_are_shown_before_anything_is_done(
    portal: Portal, package: Package, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the package that is made already: pip takes a quarter of a minute to make another."""
    monkeypatch.setattr("infra.deploy.__main__.build", lambda _: package)
    first = {"MAIL_FROM": "Lisse <ne-pas-repondre@preau.example>", "ALARM_MAIL": "alerte@preau.example"}
    end, said = terminal.run(STAGE, BUDGET="0", **first)
    assert (
        "crée 1 table de données, 5 espaces de fichiers, 17 fonctions, 17 rôles, 1 API, 1 distribution"
        in said
    )
    assert "par mois d’école pour 300 familles" in said
    assert end == "Rien n’a été fait."
    assert not Stack(portal.account.client("cloudformation"), Stage(STAGE)).exists()


def test_a_migration_finds_the_table_of_its_stage_and_nothing_to_do_in_a_new_one(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrate(["--stage", "essai"]) == 0
    assert capsys.readouterr().out == "Tout est déjà comme cette version l’écrit.\n"


def test_a_command_on_a_stage_reads_its_table_and_not_that_of_the_environment(
    portal: Portal, tmp_path: Path
) -> None:
    file = tmp_path / "familles.csv"
    file.write_text(FAMILIES, "utf-8")
    asked = ("infra.families", str(file), "--commune", "lisse")
    code, said = run_on("essai", *asked, PREAU_TABLE="another")
    assert (code, said.splitlines()[0]) == (0, "1 famille, 1 enfant, 1 adresse de mail.")
    code, said = run_on("essai", *asked[:-1], "nulle-part")
    assert (code, said) == (1, "La commune « nulle-part » n’existe pas.\n")
