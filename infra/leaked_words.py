"""`python -m infra.leaked_words django.whl zxcvbn.whl`: make the file of the words that leaked passwords are made of.

Both wheels are fetched by `pip download --no-deps django==5.2.19 zxcvbn==4.5.0` and are needed for nothing else:

- django 5.2.19 (BSD-3-Clause), `common-passwords.txt.gz`: 19 646 passwords, which Royce Williams chose from those of Have I Been Pwned.
- zxcvbn 4.5.0 (MIT), `passwords`: 30 000, which Dropbox chose from ten million that Mark Burnett published.

What is kept is the letters of each, where there are four or more.
"""

import ast
import gzip
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from functions.domain.accounts.leaked_words import FILE, prefix_of
from functions.domain.accounts.passwords import MIN_OWN_LETTERS, letters_of

WHEELS = {
    "django": "5965d974a5218a2b68a11dd1276434707f23886525c23f0598eccedaf4f4ca00",
    "zxcvbn": "2b6eed621612ce6d65e6e4c7455b966acee87d0280e257956b1f06ccc66bd5ff",
}
"""The SHA-256 of each."""


class OtherWheel(Exception):
    """The file is not the one that WHEELS names."""


def main(arguments: list[str]) -> int:
    django, zxcvbn = map(Path, arguments)
    content = packed([*_of_django(django), *_of_zxcvbn(zxcvbn)])
    FILE.write_bytes(content)
    print(f"{FILE.name}: {len(content)} bytes")
    return 0


def packed(passwords: Iterable[str]) -> bytes:
    words = {letters for password in passwords if len(letters := letters_of(password)) >= MIN_OWN_LETTERS}
    return b"".join(sorted({prefix_of(word) for word in words}))


def _of_django(wheel: Path) -> list[str]:
    content = _file(wheel, "django", "django/contrib/auth/common-passwords.txt.gz")
    return gzip.decompress(content).decode().split("\n")


def _of_zxcvbn(wheel: Path) -> list[str]:
    """Read as data: nothing of the wheel is run."""
    source = _file(wheel, "zxcvbn", "zxcvbn/frequency_lists.py").decode()
    lists = next(node.value for node in ast.parse(source).body if isinstance(node, ast.Assign))
    assert isinstance(lists, ast.Dict)
    named = zip(lists.keys, lists.values, strict=True)
    texts = {ast.literal_eval(name): value for name, value in named if name is not None}
    value = texts["passwords"]
    assert isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
    return str(ast.literal_eval(value.func.value)).split(",")


def _file(wheel: Path, name: str, member: str) -> bytes:
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEELS[name]:
        raise OtherWheel(name)
    with ZipFile(wheel) as archive:
        return archive.read(member)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
