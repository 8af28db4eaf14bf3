"""The columns of the list. `docs/guides/ouvrir-un-portail.md` says what each holds."""

from functions.domain.families.spelling import folded

COLUMNS = (
    "famille",
    "nom_famille",
    "adresse",
    "complement",
    "code_postal",
    "ville",
    "telephone",
    "residente",
    "quotient",
    "quotient_depuis",
    "resp1_civilite",
    "resp1_nom",
    "resp1_prenom",
    "resp1_mail",
    "resp2_civilite",
    "resp2_nom",
    "resp2_prenom",
    "resp2_mail",
    "enfant",
    "enfant_nom",
    "enfant_prenom",
    "naissance",
    "ecole",
    "classe",
    "premier_jour",
    "dernier_jour",
)
NEEDED = (
    "famille",
    "nom_famille",
    "adresse",
    "code_postal",
    "ville",
    "resp1_civilite",
    "resp1_nom",
    "resp1_prenom",
    "enfant_nom",
    "enfant_prenom",
    "naissance",
)
OF_FAMILY = COLUMNS[: COLUMNS.index("enfant")]
_BY_SPELLING = {folded(column): column for column in COLUMNS}


def column_named(written: str) -> str:
    """The column that a heading names, however it is spelled (« Code postal »); the heading itself where it names none."""
    return _BY_SPELLING.get(folded(written), written.strip().lower())


def column_letter(place: int) -> str:
    """What a spreadsheet calls the column, counted from 0: A … Z, AA …"""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
