"""`make deploy` and `make destroy`: `python -m infra.deploy STAGE`, `python -m infra.deploy STAGE --destroy`.

What is asked for comes from the environment, as `make` hands it down: MAIL_FROM, ALARM_MAIL, DOMAINS, CERTIFICATE, …
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from botocore.exceptions import ClientError

from infra.costs.model import monthly
from infra.deploy import checks, town
from infra.deploy.checks import Missing, Wanted
from infra.deploy.deploy import Declined, WouldLoseData, deploy
from infra.deploy.destroy import destroy
from infra.deploy.pages import PagesBroken
from infra.deploy.stack import ChangeSet, DeployFailed, Stack
from infra.deploy.stage import Stage, stage_named
from infra.deploy.told import told
from infra.deploy.town import BadTown
from infra.package.build import build
from infra.package.target import target

_OTHERS = {
    "RestoredTable": "TABLE",
    "MonthlyBudgetDollars": "BUDGET",
    "KeepWarm": "KEEP_WARM",
    "ReadUnitsAtMost": "READ_UNITS",
    "WriteUnitsAtMost": "WRITE_UNITS",
    "Tracing": "TRACING",
}
"""Parameters of the template → what `make` calls them."""
_NONE = "own"
"""`TABLE=own`: the stack's own again. An option that is empty was not given."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    parser.add_argument("stage", type=stage_named, help="production, test…")
    parser.add_argument("--destroy", action="store_true")
    options = parser.parse_args()
    try:
        (_destroy if options.destroy else _deploy)(options.stage)
    except Missing as missing:
        sys.exit(str(missing))
    except BadTown as problem:
        sys.exit(f"Le fichier de la commune est à corriger.\n{problem}")
    except WouldLoseData as lost:
        sys.exit(f"Rien n’a été fait : {lost} serait recréé vide. Signalez-le, c’est une erreur de Préau.")
    except Declined:
        sys.exit("Rien n’a été fait.")
    except PagesBroken as broken:
        sys.exit(f"Des pages ne se font pas, aucune n’a été mise en ligne.\n{broken}")
    except ClientError as refused:
        sys.exit(f"AWS refuse, et rien d’autre n’a été fait : {refused}")
    except DeployFailed as failed:
        sys.exit(f"CloudFormation a échoué et tout remis en l’état d’avant.\n{failed}")


def _deploy(stage: Stage) -> None:
    wanted = Wanted(
        mail_from=os.environ.get("MAIL_FROM") or None,
        mail_identity=os.environ.get("MAIL_IDENTITY") or None,
        alarm_mail=os.environ.get("ALARM_MAIL") or None,
        domains=os.environ.get("DOMAINS") or None,
        towns_of_domains=os.environ.get("TOWNS_OF_DOMAINS") or None,
        certificate=os.environ.get("CERTIFICATE") or None,
        others=_others(),
    )
    file = os.environ.get("COMMUNE_FILE")
    first_town = town.read(Path(file)) if file else None
    account = checks.account()
    print(f"Compte {account.number}, région {account.region}, étape {stage.name}.", flush=True)
    if not Stack(account.client("cloudformation"), stage).exists():
        checks.check_first(wanted)
    package = build(target(os.environ.get("ARCHITECTURE") or None))
    done = deploy(
        account,
        stage,
        package,
        wanted,
        first_town=first_town,
        confirm=_confirm,
        tell=lambda line: print(line, flush=True),
        now=datetime.now(UTC),
    )
    print(f"Le portail est ouvert : {done.origin}/")
    if first_town is not None:
        state = "est ouverte" if done.opened else "était déjà ouverte, son fichier n’a rien changé"
        print(f"{first_town.commune.name} {state} : {done.origin}/{first_town.commune.id}/")


def _others() -> dict[str, str]:
    given = {name: os.environ.get(asked, "") for name, asked in _OTHERS.items()}
    return {name: "" if value == _NONE else value for name, value in given.items() if value}


def _confirm(change_set: ChangeSet) -> bool:
    print("\n".join(["Ce déploiement :", *told(change_set.changes)]))
    families = int(os.environ.get("FAMILIES") or 300)
    cost = f"{sum(monthly(families).values()):.2f}".replace(".", ",")
    print(
        f"Coût estimé : {cost} $ par mois d’école pour {families} familles (docs/guides/couts.md).",
        flush=True,
    )
    return _yes("Continuer ?")


def _destroy(stage: Stage) -> None:
    with_data = os.environ.get("DATA") == "delete"
    if with_data and os.environ.get("CONFIRM") != stage.name:
        raise Missing(
            "DATA=delete efface pour toujours les familles, les factures et leurs documents. "
            f"Pour le vouloir vraiment, ajoutez CONFIRM={stage.name}."
        )
    account = checks.account()
    if not with_data and not _yes(f"Fermer {stage.stack} ? Les données restent."):
        raise Declined
    kept = destroy(account, stage, with_data=with_data)
    what = "Effacé avec ses données :" if with_data else "Fermé. Restent dans le compte :"
    print("\n  ".join([what, *kept]) if kept else f"Il n’y a pas de {stage.stack} ici.")


def _yes(question: str) -> bool:
    if os.environ.get("YES"):
        return True
    if not sys.stdin.isatty():
        print("Ajoutez YES=1 pour répondre oui d’avance.", flush=True)
        return False
    return input(f"{question} [o/N] ").strip().lower() in ("o", "oui")


if __name__ == "__main__":
    main()
