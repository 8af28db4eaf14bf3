"""The file of a first commune."""

from pathlib import Path

import pytest

from infra.deploy.town import BadTown, read

REGLEMENT = (Path("infra/demo/reglements/aubray.toml")).read_text()
FILE = """
reglement = "regles.toml"
id = "{id}"
name = "Aubray-sur-Lisse"
kind = "commune"
colour = "bleu-ardoise"
timezone = "Europe/Paris"
siret = "21999001200018"
data_protection_email = "dpo@aubray.example"
publication_director = "le maire d’Aubray-sur-Lisse"

[contact]
service = "Mairie, service des affaires scolaires"
line1 = "1 place de la Mairie"
postcode = "99120"
city = "Aubray-sur-Lisse"
phone = "01 99 00 12 34"
email = "ecoles@aubray.example"
opening_hours = "Ouvert du lundi au vendredi de 8 h 30 à 12 h."

[regie]
code = "scolaire"
name = "Régie des services scolaires"
payfip_client = "099120"
"""


def _file(folder: Path, *, commune: str = "aubray", rules: str = REGLEMENT, text: str = FILE) -> Path:
    (folder / "regles.toml").write_text(rules)
    file = folder / "commune.toml"
    file.write_text(text.replace("{id}", commune))
    return file


def test_a_commune_and_its_rules_are_read_together(tmp_path: Path) -> None:
    town = read(_file(tmp_path))
    assert (town.commune.id, town.commune.regie.payfip_client) == ("aubray", "099120")
    assert town.reglement.services


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"commune": "aide"}, "adresse du portail"),
        ({"rules": "zone = 'Z'"}, "zone"),
        ({"text": FILE.replace('siret = "21999001200018"\n', "")}, "siret"),
        ({"text": FILE.replace("regles.toml", "absent.toml")}, "absent.toml"),
        ({"text": "id = "}, "commune.toml"),
        ({"rules": REGLEMENT.replace("price = 0.30", 'lines = [{ level = "CP", price = 1 }]')}, "« level »"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_deployed(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(BadTown, match=said):
        read(_file(tmp_path, **changes))
