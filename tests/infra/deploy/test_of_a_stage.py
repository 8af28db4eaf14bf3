"""The commands that work on a stage find its stack, or say that there is none."""

from collections.abc import Callable

import pytest

from infra import on
from infra.backup.__main__ import main as backup
from infra.deploy import checks
from infra.deploy.checks import Missing
from infra.deploy.stage import Account
from infra.migrate.__main__ import main as migrate
from tests.infra.deploy.conftest import STAGE, Open

COMMANDS: dict[str, Callable[[], int | None]] = {
    "on": lambda: on.main([STAGE.name, "infra.staff"]),
    "backup": lambda: backup(["export", "--stage", STAGE.name]),
    "restore": lambda: backup(["restore", "--stage", STAGE.name, "--from", "s3://sauvegardes/lundi"]),
    "migrate": lambda: migrate(["--stage", STAGE.name]),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_where_it_was_never_deployed_each_command_says_so(
    aws_account: Account, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    try:
        ended: object = COMMANDS[command]()
    except SystemExit as end:  # a sentence, which Python writes as it ends with 1
        ended = end.code
    assert ended != 0
    assert f"Il n’y a pas de preau-essai dans le compte {aws_account.number}, région eu-west-3." in (
        f"{capsys.readouterr().err}{ended}"
    )


def test_what_a_first_attempt_left_is_no_stage(opened: Open) -> None:
    opened("REVIEW_IN_PROGRESS")
    with pytest.raises(Missing, match="Il n’y a pas de preau-essai"):
        checks.deployed(STAGE)


def test_where_it_is_deployed_its_outputs_are_read(opened: Open) -> None:
    known = opened().outputs()
    assert known.keys() == {"Table", "PagesBucket"}
    assert checks.deployed(STAGE).outputs() == known


def test_who_is_nobody_for_aws_is_told_before_any_stage_is_looked_for(
    aws_account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    with pytest.raises(Missing, match="AWS ne vous reconnaît pas"):
        checks.deployed(STAGE)
