"""`python -m infra.families export`: all that is kept of a family, in a folder. See `docs/guides/demandes-sur-les-donnees.md`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from functions import wiring
from functions.domain.accounts.account import Login
from functions.french.privacy.data_file import data_folder
from functions.storage.accounts import accounts
from functions.storage.table.reading import read_one
from functions.usecases.privacy.export_family import files_of
from functions.usecases.privacy.read_family_data import read_family_data
from infra.families.naming import Refused, family_named
from infra.french import counted


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="python -m infra.families export", description="Remettre à une famille ses données."
    )
    made.add_argument("--commune", required=True)
    made.add_argument("--family", required=True, help="son numéro, son identifiant ou le début de son nom")
    made.add_argument("--login", help="l’adresse e-mail du parent qui demande, pour y joindre son compte")
    made.add_argument("--into", type=Path, required=True, help="un dossier qui n’existe pas encore")
    return made


def export(options: Namespace) -> Iterator[str]:
    """Raises Refused, and nothing is written."""
    family = family_named(options.commune, options.family)
    account = None if options.login is None else _account(options.login, family.members)
    if options.into.exists():
        raise Refused(f"{options.into} existe déjà : donnez un autre dossier.")
    data = read_family_data(options.commune, family.id, account=account, now=wiring.now())
    options.into.mkdir(parents=True, mode=0o700)  # of its owner alone
    written = 0
    for name, body in files_of(data_folder(data), documents=wiring.documents(), uploads=wiring.uploads()):
        file = options.into / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(body)
        written += 1
    yield f"Famille {family.name} : {counted(written, 'fichier')} dans {options.into}."
    if account is None:
        yield "Sans --login, les adresses e-mail de tous les parents y sont : à ne remettre qu’à la mairie."


def _account(email: str, members: tuple[str, ...]) -> str:
    login = read_one(accounts.login_key(email), Login)
    if login is None or login.value.account not in members:
        raise Refused(f"{email} n’ouvre aucun compte de cette famille.")
    return login.value.account
