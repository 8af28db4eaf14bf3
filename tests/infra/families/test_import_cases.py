"""Lists as town halls bring them: each is read right, or refused with its line, before anything is on the table."""

from pathlib import Path

import pytest

from functions import wiring
from functions.domain.families.family import Child, Family
from functions.domain.messages import MessageKind
from functions.family_list.columns import COLUMNS
from functions.storage.families import children, families
from functions.storage.table import outbox
from infra.families.__main__ import main
from tests.support.builders import NOW, open_town

HEADER = ";".join(COLUMNS)
ZOE = "F1;MODELE;1 rue des Essais;;99120;Lisse;;oui;;;Mme;MODELE;Une;;;;;;;MODELE;Zoé;14/09/2018;;"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Import":
    return Import(tmp_path / "familles.csv", capsys)


class Import:
    """One file after the other, as an agent at the command line."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._file, self._capsys = file, capsys

    def __call__(self, content: bytes | str, *options: str) -> tuple[int, str]:
        """The status, and all that was said."""
        raw = content if isinstance(content, bytes) else content.encode()
        self._file.write_bytes(raw)
        status = main([str(self._file), "--commune", "lisse", *options])
        said = self._capsys.readouterr()
        return status, said.out + said.err


def the_family() -> Family:
    [stored] = families.all_families("lisse")
    return stored.value


def the_child() -> Child:
    [stored] = children.children("lisse", the_family().children).values()
    return stored.value


def sheet(*lines: str, header: str = HEADER) -> str:
    return "\r\n".join([header, *lines, ""])


def test_nameless_columns_without_values_are_a_spreadsheets_habit(imported: Import) -> None:
    status, _ = imported("\ufeff" + sheet(ZOE + ";;;", header=HEADER + ";;;"), "--apply")
    assert (status, the_child().first_name) == (0, "Zoé")


def test_a_nameless_column_with_values_is_told_by_its_letter_and_line(imported: Import) -> None:
    status, said = imported(sheet(ZOE + ";;", ZOE.replace("Zoé", "Lou") + ";;x", header=HEADER + ";;"))
    assert status == 1 and "colonne Z" in said and "ligne 3" in said and "« »" not in said


def test_one_cell_in_another_encoding_is_read_right_and_told_with_its_line(imported: Import) -> None:
    chloe = ZOE.replace("Zoé", "Chloé").replace("F1", "F2")
    maelle = ZOE.replace("Zoé", "Maëlle").replace("F1", "F3")
    mixed = f"{sheet(ZOE)}{chloe}\r\n".encode() + f"{maelle}\r\n".encode("cp1252")
    status, said = imported(mixed, "--apply")
    names = [
        stored.value.first_name
        for family in families.all_families("lisse")
        for stored in children.children("lisse", family.value.children).values()
    ]
    assert (status, sorted(names)) == (0, ["Chloé", "Maëlle", "Zoé"])
    assert "Ligne 4" in said and "Maëlle" in said


def test_a_line_break_in_a_cell_begins_the_second_line_of_the_address(imported: Import) -> None:
    status, _ = imported(sheet(ZOE.replace("1 rue des Essais", '"12 rue du Lavoir\nRésidence B"')), "--apply")
    address = the_family().address
    assert (status, address.line1, address.line2) == (0, "12 rue du Lavoir", "Résidence B")


def test_zeros_that_a_spreadsheet_dropped_are_put_back_and_told(imported: Import) -> None:
    status, said = imported(sheet(ZOE.replace("99120;Lisse;", "1380;Lisse;612345678")), "--apply")
    assert (status, the_family().address.postcode, the_family().phone) == (0, "01380", "0612345678")
    assert "Ligne 2" in said and "« 1380 »" in said and "« 612345678 »" in said


def test_nobody_is_born_after_today_nor_eighteen_centuries_ago(imported: Import) -> None:
    lou = ZOE.replace("F1", "F2").replace("Zoé", "Lou")
    status, said = imported(sheet(ZOE.replace("2018", "2081"), lou.replace("2018", "0218")), "--apply")
    assert status == 1 and list(families.all_families("lisse")) == []
    assert "Ligne 2" in said and "Ligne 3" in said and "14/09/2081" in said and "14/09/0218" in said


@pytest.mark.parametrize(
    "address",
    [
        "<une@exemple.fr>",
        "une@exemple..fr",
        "hélène@exemple.fr",
        "une@exemple.fr.",
        "u..ne@exemple.fr",
        "une@exemple",
    ],
)
def test_what_the_mailer_can_never_send_to_is_told_with_its_line(imported: Import, address: str) -> None:
    reachable = ZOE.replace(";Une;;", ";Une;une@exemple.fr;")
    lost = ZOE.replace(";Une;;", f";Deux;{address};").replace("F1", "F2")
    status, said = imported(sheet(reachable, lost), "--apply", "--invite")
    assert status == 1 and f"« {address} »" in said and "Ligne 3" in said
    assert "invitation" not in said
    assert MessageKind.ACTIVATION not in [stored.value.kind for stored in outbox.waiting()]
