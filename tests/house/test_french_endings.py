"""What parents and agents read says people without brackets: « né(e) », « seul(e) » are read aloud by nobody."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = {
    "functions/french": "*.py",
    "functions/publishing": "*.py",
    "infra": "*.py",
    "site/assets/js": "*.js",
    "site/content": "*.md",
    "templates": "*.*",
}
ENDING = re.compile(r"[a-zà-ÿ](\((e|s|es|ne|ère|trice|rice)\)(?=[\s,.;:’»<\"`]|$)|·e)")


def test_no_sentence_has_an_ending_in_brackets() -> None:
    files = [path for folder, kind in READ.items() for path in (ROOT / folder).rglob(kind)]
    assert len(files) > 300, "the tree is where it was"
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files
        for line in path.read_text().splitlines()
        if ENDING.search(re.sub(r"\b(str|repr|len|set|list|tuple|sorted|sum)\(\w+\)", "", line))
    ]
    assert found == []
