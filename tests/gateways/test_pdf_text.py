"""The words of real PDFs, where they stand; a file that says nothing has none."""

import typst

from functions.domain.menus.printed import lines_of
from functions.gateways.pdf_text import printed_pages

A_TABLE = b"""#set page(flipped: true)
#table(columns: (1fr,) * 3, align: center, [Lundi 30], [Mardi 1er], [Jeudi 3], [Carottes], [], [Salade])
#pagebreak()
Semaine 50
"""


def test_each_piece_stands_on_its_line_and_under_its_column() -> None:
    first, second = (lines_of(page) for page in printed_pages(typst.compile(A_TABLE)))
    assert [[piece.text for piece in line] for line in first] == [
        ["Lundi 30", "Mardi 1er", "Jeudi 3"],
        ["Carottes", "Salade"],
    ]
    (monday, tuesday, thursday), (carrots, salad) = first
    assert abs(carrots.middle - monday.middle) < 1 and abs(salad.middle - thursday.middle) < 1
    assert monday.right < tuesday.left < thursday.left
    assert [[piece.text for piece in line] for line in second] == [["Semaine 50"]]


def test_what_cannot_be_read_says_nothing() -> None:
    assert printed_pages(b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF") == []
    assert printed_pages(b"") == []
    drawn = typst.compile(b"#rect(width: 5cm)")
    assert printed_pages(drawn) == [[]]
