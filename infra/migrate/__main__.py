"""`python -m infra.migrate --stage S [--apply]`: put what earlier releases wrote where and how this one does.

Run while the portal serves, with the new version deployed. Safe to stop and to run again.
"""

import sys
from argparse import ArgumentParser
from typing import Any

import boto3

from infra.deploy import checks
from infra.deploy.checks import Missing
from infra.deploy.stage import stage_named
from infra.migrate import migrate
from infra.on import know_secrets


def main(arguments: list[str], dynamodb: Any = None) -> int:
    """0: done. 1: there is no such stage, or no region."""
    parser = ArgumentParser(prog="python -m infra.migrate")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--stage", type=stage_named)
    which.add_argument("--table")
    parser.add_argument(
        "--apply", action="store_true", help="sans cela, dire seulement ce qui serait réécrit"
    )
    options = parser.parse_args(arguments)
    try:
        checks.region()
        table = options.table or checks.deployed(options.stage).outputs()["Table"]
        if options.stage:
            know_secrets(options.stage)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    counted = migrate(dynamodb or boto3.client("dynamodb"), table, apply=options.apply)
    for name, count in sorted(counted.items()):
        print(f"{name} : {count}")
    if not counted:
        print("Tout est déjà comme cette version l’écrit.")
    elif options.apply:
        print("C’est fait.")
    else:
        print("Rien n’a été écrit. Avec --apply (make migrate … APPLY=1), ces éléments sont réécrits.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
