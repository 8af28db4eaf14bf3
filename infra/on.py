"""`python -m infra.on STAGE MODULE …`: run a command of this folder on the data of a stage.

`python -m infra.on production infra.staff --commune aubray …` finds the table, the buckets and the secret of the stage, as its functions do.
"""

import os
import subprocess
import sys

from infra.deploy.checks import Missing, deployed
from infra.deploy.stage import BadStage, Stage
from infra.template.runtime import SECRETS


def environment(stage: Stage, outputs: dict[str, str], parameters: dict[str, str]) -> dict[str, str]:
    """What functions/settings.py and functions/secrets.py ask for, of that stage."""
    return {
        "PREAU_TABLE": outputs["Table"],
        "PREAU_PAGES_BUCKET": outputs["PagesBucket"],
        "PREAU_DOCUMENTS_BUCKET": outputs["DocumentsBucket"],
        "PREAU_UPLOADS_BUCKET": outputs["UploadsBucket"],
        "PREAU_ORIGIN": outputs["Origin"],
        "PREAU_MAIL_FROM": parameters["MailFrom"],
        "PREAU_PAYFIP_ENDPOINT": parameters["PayfipEndpoint"],
        "PREAU_PAYFIP_PAGES": parameters["PayfipPages"],
        **_secrets(stage),
    }


def know_secrets(stage: Stage) -> None:
    """For a command that finds the rest by itself: where this process reads the secrets of the stage."""
    os.environ.update(_secrets(stage))


def _secrets(stage: Stage) -> dict[str, str]:
    return {f"{name}_PARAMETER": stage.secret(secret) for name, secret in SECRETS.items()}


def main(arguments: list[str]) -> None:
    if len(arguments) < 2 or not arguments[1].startswith("infra."):
        sys.exit("python -m infra.on ÉTAPE COMMANDE … : par exemple, production infra.staff --help")
    try:
        stage = Stage(arguments[0])
    except BadStage:
        sys.exit(f"« {arguments[0]} » n’est pas un nom d’étape.")
    try:
        stack = deployed(stage)
    except Missing as missing:
        sys.exit(str(missing))
    # A process of its own: what this one has imported took its settings from another environment.
    settings = environment(stage, stack.outputs(), stack.parameters())
    sys.exit(subprocess.run([sys.executable, "-m", *arguments[1:]], env=os.environ | settings).returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
