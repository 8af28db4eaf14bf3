"""What `make deploy` and `make destroy` say to whoever may not be a developer, and that they did nothing meanwhile."""

import pytest

from infra.deploy.stage import Account
from tests.infra.deploy.conftest import STAGE, Open
from tests.support.terminal import Terminal

pytestmark = pytest.mark.usefixtures("aws_account")


def test_a_first_deployment_asks_who_writes_and_who_is_warned(
    terminal: Terminal, aws_account: Account
) -> None:
    end, said = terminal.run(STAGE.name)
    assert said == f"Compte {aws_account.number}, région eu-west-3, étape essai.\n"
    assert str(end).startswith("Pour un premier déploiement, ajoutez :\n  MAIL_FROM=")
    assert "ALARM_MAIL=" in str(end)
    assert aws_account.client("s3").list_buckets()["Buckets"] == []


def test_a_region_out_of_the_union_is_refused(terminal: Terminal) -> None:
    end, _ = terminal.run(STAGE.name, AWS_REGION="us-east-1", AWS_DEFAULT_REGION="us-east-1")
    assert "hors de l’Union européenne" in str(end)


def test_a_stage_has_a_name_that_aws_takes(terminal: Terminal) -> None:
    end, said = terminal.run("Une Étape")
    assert end == 2 and "lettres minuscules" in said


@pytest.mark.parametrize("confirmed", ["", "esai"])
def test_data_is_not_deleted_by_asking_once(terminal: Terminal, opened: Open, confirmed: str) -> None:
    stack = opened()
    end, _ = terminal.run(STAGE.name, "--destroy", DATA="delete", CONFIRM=confirmed, YES="1")
    assert "CONFIRM=essai" in str(end)
    assert stack.exists()


def test_nothing_is_closed_where_nobody_said_yes(terminal: Terminal, opened: Open) -> None:
    stack = opened()
    end, said = terminal.run(STAGE.name, "--destroy")
    assert (end, said) == ("Rien n’a été fait.", "Ajoutez YES=1 pour répondre oui d’avance.\n")
    assert stack.exists()


def test_closed_it_says_which_data_stays(terminal: Terminal, opened: Open) -> None:
    stack = opened()
    kept = sorted(stack.kept())
    end, said = terminal.run(STAGE.name, "--destroy", YES="1")
    assert end is None
    assert said.splitlines() == ["Fermé. Restent dans le compte :", *(f"  {name}" for name in kept)]
    assert not stack.exists()
    assert terminal.run(STAGE.name, "--destroy", YES="1") == (None, "Il n’y a pas de preau-essai ici.\n")
