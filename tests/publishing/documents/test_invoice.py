"""An invoice on paper: one page, every mention, readable by a machine that reads aloud."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from functions.domain.families.family import Civility
from functions.domain.invoices.invoice import Invoice, Person
from functions.domain.invoices.invoice_lines import LineKind
from functions.french.words.money import euros
from functions.publishing.documents.invoice import invoice_data
from functions.publishing.documents.typeset import _compiled, displayable, pdf
from infra.build_pages import ROOT
from tests.publishing.documents.invoices import an_invoice, some_lines, tags_of, text_of

LINK = "https://portail.example/espace/facture/?id=01ABC&famille=aubray/testmp"
AT = datetime(2026, 11, 3, 4, tzinfo=UTC)


def typeset(invoice: Invoice, *, online: str | None = "payfip") -> bytes:
    data = invoice_data(invoice, root=ROOT, colour="bleu-ardoise", online=online, link=LINK)
    return pdf("invoice", data, root=ROOT, made_at=AT)


@pytest.fixture(scope="module")
def forty_lines() -> bytes:
    return typeset(an_invoice())


def test_forty_lines_fit_on_one_page(forty_lines: bytes) -> None:
    assert len(an_invoice().lines) == 40
    assert len(PdfReader(BytesIO(forty_lines)).pages) == 1


def test_the_text_comes_out_with_its_accents_and_euros(forty_lines: bytes) -> None:
    read = text_of(forty_lines)
    assert (
        "Monsieur Loïc Testmp-Lœuillet Madame Hélène Testmp 3 rue des Tilleuls 99120 Aubray-sur-Lisse" in read
    )
    assert "Garderie du soir, goûter compris : 1er, 2, 5, 6, 8, 9 et 12 octobre" in read
    assert "7 × 3,45 € 24,15 €" in read
    assert "Votre quotient familial est de 812 : vous êtes dans la tranche « QF de 600 à 1 199 »." in read


def test_every_mention_of_a_payment_order_is_there(forty_lines: bytes) -> None:
    read = text_of(forty_lines)
    for mention in (
        "Aubray-sur-Lisse Régie des services scolaires SIRET 219 990 012 00018",
        "Facture d’octobre 2026 n° 2026-000042, émise le 3 novembre 2026",
        "Période : octobre 2026. Lieu : Aubray-sur-Lisse.",
        "À payer au plus tard le jeudi 3 décembre 2026",
        "carte bancaire ou prélèvement, sur le site sécurisé PayFiP",
        "auprès de la régie, en espèces, par chèque ou par chèque CESU : Mairie, service des affaires scolaires",
        "1 place de la Mairie, 99120 Aubray-sur-Lisse",
        "Téléphone : 01 99 00 12 34",
        "À défaut de paiement à cette date, la somme sera mise en recouvrement",
        "d’un titre de recettes",
    ):
        assert mention in read
    assert read.casefold().count("titre") == 1 and "avis des sommes" not in read.casefold()


def test_the_figures_are_those_of_the_invoice(forty_lines: bytes) -> None:
    invoice, read = an_invoice(), text_of(forty_lines)
    assert f"Total de la facture {' '.join(euros(invoice.total_cents).split())}" in read
    assert f"Montant à payer {' '.join(euros(invoice.total_cents).split())}" in read


def test_it_is_tagged_in_french_and_shows_its_title(forty_lines: bytes) -> None:
    root = PdfReader(BytesIO(forty_lines)).trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"].value) and root["/Lang"] == "fr-FR"  # type: ignore[index]
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"].value)  # type: ignore[index]
    metadata = root["/Metadata"].get_object().get_data().decode()  # type: ignore[index]
    assert "pdfuaid:part" in metadata and "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "Facture d’octobre 2026" in metadata


def test_headings_tables_and_the_code_are_tagged_as_what_they_are(forty_lines: bytes) -> None:
    tags = tags_of(forty_lines)
    assert [tag for tag in tags if tag in ("H1", "H2", "Table")] == [
        *("H1", "H2", "Table", "H2", "Table", "H2"),
    ]
    assert (tags.count("TH"), tags.count("TR"), tags.count("TD")) == (6, 8, 18)
    assert (tags.count("L"), tags.count("LI"), tags.count("Figure")) == (1, 3, 1)


def test_every_font_is_embedded(forty_lines: bytes) -> None:
    [page] = PdfReader(BytesIO(forty_lines)).pages
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        assert "Libertinus" in font["/BaseFont"]
        [below] = font["/DescendantFonts"]
        assert "/FontFile3" in below.get_object()["/FontDescriptor"]


def test_a_name_is_text_and_never_markup() -> None:
    hostile = '#panic("x") *gras* $x^2$ <label> @ref \\ "]'
    invoice = an_invoice()
    debtor = replace(invoice.debtor, people=(Person(Civility.MADAME, hostile, "Testmp"),))
    assert f"Madame {hostile} Testmp" in text_of(typeset(replace(invoice, debtor=debtor)))


@pytest.mark.parametrize("name", ["Nguyễn Thị", "Łukasz Żółć", "Ștefan", "Мария", "محمد"])
def test_names_of_the_world_are_written_as_they_are(name: str) -> None:
    debtor = replace(an_invoice().debtor, people=(Person(Civility.MADAME, name, "Testmp"),))
    assert name in text_of(typeset(an_invoice(debtor=debtor)))


@pytest.mark.parametrize("name", ["李", "😀", "\x07", "\ue000", "\ud7ff"])
def test_a_character_that_no_font_has_keeps_no_invoice_from_going_out(name: str) -> None:
    debtor = replace(an_invoice().debtor, people=(Person(Civility.MADAME, f"Zoé {name}", "Testmp"),))
    assert "Madame Zoé ? Testmp" in text_of(typeset(an_invoice(debtor=debtor)))


def test_each_character_that_is_left_as_it_is_has_a_glyph() -> None:
    left = [chr(code) for code in range(0x3000) if displayable(chr(code)) == chr(code)]
    assert len(left) > 1700
    debtor = replace(an_invoice().debtor, people=(Person(Civility.MADAME, " a".join(left), "Testmp"),))
    data = invoice_data(an_invoice(debtor=debtor), root=ROOT, colour="brique", online=None, link=LINK)
    assert _compiled("invoice", data, ROOT, AT)


@given(st.text(max_size=30))
@settings(max_examples=40)
def test_whatever_a_file_holds_the_invoice_is_typeset(name: str) -> None:
    debtor = replace(an_invoice().debtor, people=(Person(Civility.MADAME, name, "Testmp"),))
    assert typeset(an_invoice(debtor=debtor, lines=some_lines(1))).startswith(b"%PDF")


def test_without_online_payment_there_is_no_code_and_no_payfip() -> None:
    made = typeset(an_invoice(), online=None)
    assert "Figure" not in tags_of(made) and "PayFiP" not in text_of(made)
    assert "Auprès de la régie, en espèces" in text_of(made)


def test_what_is_taken_off_says_so() -> None:
    absence = replace(
        some_lines()[7], kind=LineKind.ABSENCE, unit_price_cents=-345, reason=replace(some_lines()[7].reason, explained=False)
    )  # fmt: skip
    read = text_of(typeset(an_invoice(lines=(*some_lines(14), absence))))
    assert "Restauration scolaire, absence déduite : 1er octobre" in read
    assert "1 × −3,45 € −3,45 €" in read and "le montant est retiré" in read


def test_what_is_counted_in_other_units_than_days_says_so() -> None:
    stay = replace(some_lines()[14], quantity=5, unit_price_cents=80, unit="demi-heure")
    flat = replace(some_lines()[0], kind=LineKind.FLAT, unit_price_cents=4500, unit="forfait")
    read = text_of(typeset(an_invoice(lines=(flat, stay))))
    assert "Garderie du soir, goûter compris : 1er octobre" in read
    assert "5 × 0,80 € par demi-heure 4,00 €" in read
    assert "Garderie du matin, versement Une part de ce que l’année coûte" in read, (
        "no day stands for a month"
    )


def test_what_the_credit_of_the_family_paid_is_not_asked_for_again() -> None:
    data = invoice_data(
        an_invoice(), root=ROOT, colour="bleu-ardoise", online="payfip", link=LINK, used_cents=2000
    )
    read = text_of(pdf("invoice", data, root=ROOT, made_at=AT))
    left = " ".join(euros(an_invoice().total_cents - 2000).split())
    assert f"Montant à payer {left}" in read
    assert f"Payé par l’avoir de votre famille −20,00 € Reste à payer {left}" in read


def test_an_invoice_of_nothing_asks_for_nothing_and_says_what_is_kept() -> None:
    taken_off = replace(some_lines()[7], kind=LineKind.ABSENCE, unit_price_cents=-345)
    made = typeset(an_invoice(lines=(taken_off,), credited_cents=345))
    read = text_of(made)
    assert "Montant à payer 0,00 € Rien à payer" in read and "Comment payer" not in read
    assert "Total des lignes −3,45 € Gardé en avoir pour votre famille 3,45 €" in read
    assert "Total de la facture 0,00 €" in read and "Figure" not in tags_of(made)


def test_the_longest_invoice_numbers_its_pages_and_repeats_its_header() -> None:
    many = [
        replace(
            line, reason=replace(line.reason, tranche=f"Tranche {number}"), service_name=f"Service {number}"
        )
        for number, line in enumerate(some_lines() * 3)
    ]
    made = typeset(an_invoice(lines=tuple(many)))
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} sur {len(pages)}" in " ".join(page.extract_text().split())


def test_rendered_twice_it_is_the_same_file() -> None:
    assert typeset(an_invoice()) == typeset(an_invoice())
