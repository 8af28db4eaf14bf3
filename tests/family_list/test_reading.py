"""A list of families is read whatever saved it; what cannot be is told with its line and its column."""

import csv
import io
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.family_list.columns import COLUMNS, column_letter
from functions.family_list.findings import BadSheet
from functions.family_list.reading import FamilyList, read_families

TODAY = date(2026, 10, 26)  # lundi
SCHOOLS = {"ferry": "École Jules-Ferry", "curie": "École Marie-Curie"}
ZOE = {
    "famille": "12",
    "nom_famille": "MODÈLE",
    "adresse": "1 rue des Essais",
    "code_postal": "99120",
    "ville": "Aubray",
    "resp1_civilite": "Mme",
    "resp1_nom": "MODÈLE",
    "resp1_prenom": "Une",
    "enfant_nom": "MODÈLE",
    "enfant_prenom": "Zoé",
    "naissance": "14/09/2018",
}


def text_of(*rows: dict[str, str], separator: str = ";", columns: tuple[str, ...] = COLUMNS) -> str:
    """The rows as a spreadsheet writes them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(raw: bytes | str) -> FamilyList:
    return read_families(raw if isinstance(raw, bytes) else raw.encode(), today=TODAY, schools=SCHOOLS)


def refused(*rows: dict[str, str]) -> list[str]:
    with pytest.raises(BadSheet) as caught:
        read(text_of(*rows))
    return caught.value.problems


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_list_says_the_same_in_every_encoding_and_with_every_separator(
    separator: str, encoding: str
) -> None:
    [family] = read(text_of(ZOE, separator=separator).encode(encoding)).families
    assert (family.name, family.children[0].first_name) == ("MODÈLE", "Zoé")


def test_the_line_that_names_the_separator_for_a_spreadsheet_is_no_line_of_the_list() -> None:
    [family] = read("sep=|\r\n" + text_of(ZOE, separator="|")).families
    assert (family.code, family.children[0].line) == ("12", 2)


def test_headings_are_known_however_they_are_spelled() -> None:
    text = text_of(ZOE).replace("code_postal", "Code postal").replace("resp1_prenom", "RESP1 Prénom")
    assert read(text.replace("ecole", "École")).families[0].address.postcode == "99120"


@given(st.text("aeé èêëàâîïôùûüçœæÿñÀÉÈÇÔŒÏ'-’", min_size=1).filter(lambda name: "".join(name.split())))
@example("NOÉ\xa0")
def test_any_name_is_read_as_it_was_written(name: str) -> None:
    """In Windows-1252, beside lines of UTF-8: read right, or refused with its line."""
    other = ZOE | {"famille": "13", "enfant_prenom": name}
    raw = text_of(ZOE).encode() + text_of(other).partition("\r\n")[2].encode("cp1252", "replace")
    try:
        families = read(raw).families
    except BadSheet as told:
        assert all(problem.startswith("Ligne 3 : « enfant_prenom »") for problem in told.problems)
    else:
        assert families[1].children[0].first_name == " ".join(name.split())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ZoÃ©".encode(), "UTF-8 that was read as Windows-1252 before"),
        ("Zo\ufffd".encode(), "a character that was lost before"),
        (b"Zo\x8e", "é as an old Macintosh writes it"),
        (b"Zo\x81", "a byte of no encoding"),
    ],
)
def test_what_no_encoding_makes_sense_of_is_refused_with_its_line(name: bytes, why: str) -> None:
    raw = text_of(ZOE).encode().replace("Zoé".encode(), name)
    with pytest.raises(BadSheet) as caught:
        read(raw)
    assert [problem[:27] for problem in caught.value.problems] == ["Ligne 2 : « enfant_prenom »"], why


def test_a_line_break_is_a_space_wherever_it_is_not_the_second_line_of_an_address() -> None:
    broken = ZOE | {
        "adresse": "12 rue du Lavoir\r\nRésidence B",
        "complement": "Bât. 3",
        "enfant_prenom": "Anne\nLise",
    }
    [family] = read(text_of(broken)).families
    assert (family.address.line1, family.address.line2) == ("12 rue du Lavoir Résidence B", "Bât. 3")
    assert family.children[0].first_name == "Anne Lise"


def test_lines_are_counted_as_a_spreadsheet_shows_them() -> None:
    broken = ZOE | {"adresse": "12 rue du Lavoir\nRésidence B"}
    assert refused(broken, ZOE | {"famille": "13", "naissance": "hier"}) == [
        "Ligne 3 : « hier » n’est pas une date : écrivez 31/12/2018."
    ]


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    text = text_of(ZOE, ZOE | {"famille": "13", "adresse": "OUVERT"}).replace("OUVERT", '"12 rue')
    with pytest.raises(BadSheet) as caught:
        read(text)
    assert caught.value.problems[0].startswith("Ligne 3 : elle ne se lit pas")


@pytest.mark.parametrize("raw", [b"PK\x03\x04 a workbook", b"\xd0\xcf\x11\xe0 an older one", b"", b"\r\n"])
def test_what_is_no_list_is_said_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(BadSheet) as caught:
        read(raw)
    assert len(caught.value.problems) == 1 and caught.value.problems[0].startswith("Ce fichier est ")


def test_a_row_with_more_cells_than_columns_is_told() -> None:
    with pytest.raises(BadSheet) as caught:
        read(
            text_of(ZOE | {"dernier_jour": "05/07/2027"}, separator=",").replace(
                "1 rue des Essais", "1, rue des Essais"
            )
        )
    assert caught.value.problems[0].startswith("Ligne 2 : elle a plus de cases")


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("612345678", "0612345678"),
        ("6 12 34 56 78", "06 12 34 56 78"),
        ("33612345678", "+33612345678"),
        ("06 12 34 56 78 / 199005678", "06 12 34 56 78 / 0199005678"),
    ],
)
def test_a_number_gets_its_zero_back_and_is_told(written: str, read_as: str) -> None:
    found = read(text_of(ZOE | {"telephone": written}))
    assert found.families[0].phone == read_as
    assert found.mended == (f"Ligne 2 : « telephone » : « {written} » est lu « {read_as} ».",)


@pytest.mark.parametrize(
    "written", ["01.99.00.56.78", "+32 475 12 34 56", "0033 1 99 00 56 78", "87 12 34 56"]
)
def test_a_whole_number_stays_as_it_is_written(written: str) -> None:
    found = read(text_of(ZOE | {"telephone": written}))
    assert (found.families[0].phone, found.mended) == (written, ())


WRONG = [
    ({"naissance": "27/10/2026"}, "27/10/2026 est après aujourd’hui"),
    ({"naissance": "14/09/1918"}, "n’est pas la naissance d’un enfant"),
    ({"naissance": "43357"}, "« 43357 » n’est pas une date"),
    ({"naissance": "14/09/18"}, "« 14/09/18 » n’est pas une date"),
    ({"quotient": "812", "quotient_depuis": "01/09/0206"}, "« quotient_depuis » : 01/09/0206 est trop loin"),
    ({"code_postal": "138"}, "« 138 » n’est pas un code postal"),
    ({"telephone": "6,12E+08"}, "« 6 » n’est pas un numéro de téléphone"),
    ({"telephone": "06 12 34 56 7"}, "n’est pas un numéro de téléphone"),
    ({"ecole": "pasteur"}, "« pasteur » n’est pas une école du règlement : ferry, curie"),
    ({"resp1_mail": "une@exemple"}, "aucun courriel ne peut arriver à « une@exemple »"),
    ({"resp2_prenom": "Un"}, "« resp2_nom » est vide"),
    ({"famille": ""}, "« famille » est vide"),
]


@pytest.mark.parametrize(("cells", "said"), WRONG, ids=[" ".join(cells.values()) for cells, _ in WRONG])
def test_what_cannot_be_is_refused_with_its_line(cells: dict[str, str], said: str) -> None:
    problems = refused(ZOE | {"famille": "11"}, ZOE | cells)
    assert any(said in problem for problem in problems)
    assert all(problem.startswith("Ligne 3 : ") for problem in problems)


def test_one_address_of_two_people_is_to_be_looked_at() -> None:
    """Its login would open both families."""
    mine, theirs = ZOE | {"resp1_mail": "une@exemple.fr"}, ZOE | {"famille": "13", "resp1_prenom": "Deux"}
    said = read(text_of(mine, theirs | {"resp1_mail": "Une@exemple.fr"})).mended
    assert [note[:70] for note in said] == [
        "Ligne 3 : Une@exemple.fr est l’adresse de Deux MODÈLE, et celle de Une"
    ]
    assert read(text_of(mine, mine | {"famille": "13", "resp1_prenom": "UNE"})).mended == ()


def test_a_school_may_be_written_as_its_name() -> None:
    found = read(text_of(ZOE | {"ecole": "ecole jules ferry"}))
    assert (found.families[0].children[0].school, len(found.mended)) == ("ferry", 1)


def test_a_family_number_that_lost_its_zeros_is_not_another_family() -> None:
    [problem] = refused(ZOE | {"famille": "012"}, ZOE | {"enfant_prenom": "Lou"})
    assert problem.startswith(
        "Ligne 3 : la famille « 12 » et la famille « 012 » (ligne 2) sont-elles la même ?"
    )
    assert (
        len(
            read(text_of(ZOE | {"famille": "f12"}, ZOE | {"famille": "F12", "enfant_prenom": "Lou"})).families
        )
        == 1
    )


def test_a_childs_number_that_lost_its_zeros_is_not_another_child() -> None:
    [problem] = refused(ZOE | {"enfant": "007"}, ZOE | {"famille": "13", "enfant": "7"})
    assert problem.startswith("Ligne 3 : l’enfant « 7 » et l’enfant « 007 » (ligne 2) sont-ils le même ?")


def test_one_number_names_one_child_in_both_of_its_families() -> None:
    assert len(read(text_of(ZOE | {"enfant": "7"}, ZOE | {"famille": "13", "enfant": "7"})).families) == 2
    [problem] = refused(ZOE | {"enfant": "7"}, ZOE | {"famille": "13", "enfant": "7", "enfant_prenom": "Lou"})
    assert problem == "Ligne 3 : l’enfant 7 n’est pas écrit comme à la ligne 2 : Zoé MODÈLE."


@pytest.mark.parametrize(
    "again", [ZOE, ZOE | {"enfant_prenom": "ZOE"}], ids=["same line", "spelled otherwise"]
)
def test_a_child_written_twice_for_a_family_is_told(again: dict[str, str]) -> None:
    assert refused(ZOE, again) == ["Ligne 3 : cet enfant est déjà écrit à la ligne 2 pour la famille 12."]


def test_a_family_with_more_children_than_the_portal_takes_is_told_at_the_door() -> None:
    many = [ZOE | {"enfant_prenom": f"Zoé {number}"} for number in range(31)]
    assert "plus de 30 enfants" in refused(*many)[0]
