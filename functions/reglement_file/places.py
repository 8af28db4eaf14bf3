"""Where each value of a TOML text is written. The standard library parses TOML but forgets the lines."""

from collections.abc import Iterator

Path = tuple[str | int, ...]

_SPACES = " \t"
_BARE_END = ",]}\n#"


def places(text: str) -> dict[Path, int]:
    """Line (from 1) of every table, key and element of `text`, which `tomllib` must have accepted."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


def nearest(known: dict[Path, int], path: Path) -> int | None:
    """The line of `path`, or of the closest thing around it that was written."""
    return next((known[path[:length]] for length in range(len(path), 0, -1) if path[:length] in known), None)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text + "\n"
        self.at = 0
        self.line = 1
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self.table: Path = ()

    def scan(self) -> dict[Path, int]:
        while self._skip_blank():
            if self.text.startswith("[[", self.at):
                self._array_header()
            elif self.text[self.at] == "[":
                self._table_header()
            else:
                self._key_and_value(self.table)
        return self.found

    def _array_header(self) -> None:
        self._move(2)
        parent = self._open(tuple(self._keys("]")))
        self._move(2)
        self.counts[parent] = self.counts.get(parent, 0) + 1
        self.found.setdefault(parent, self.line)
        self.table = (*parent, self.counts[parent] - 1)
        self.found[self.table] = self.line

    def _table_header(self) -> None:
        self._move(1)
        self.table = self._open(tuple(self._keys("]")))
        self._move(1)
        self.found.setdefault(self.table, self.line)

    def _open(self, keys: tuple[str, ...]) -> Path:
        """The path that a header names: in an array of tables, the last one is meant."""
        path: Path = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            if position < len(keys) - 1 and path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _key_and_value(self, table: Path) -> None:
        line = self.line
        path: Path = (*table, *self._keys("="))
        for length in range(len(table) + 1, len(path) + 1):
            self.found.setdefault(path[:length], line)
        self._move(1)
        self._value(path)

    def _keys(self, end: str) -> Iterator[str]:
        """The parts of a dotted key, up to `end`."""
        while True:
            self._skip_spaces()
            character = self.text[self.at]
            if character == end:
                return
            if character == ".":
                self._move(1)
            elif character in "\"'":
                start = self.at + 1
                self._string()
                yield self.text[start : self.at - 1]
            else:
                start = self.at
                while self.text[self.at] not in f"{_SPACES}.{end}":
                    self._move(1)
                yield self.text[start : self.at]

    def _value(self, path: Path) -> None:
        self._skip_spaces()
        match self.text[self.at]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._string()
            case _:
                while self.text[self.at] not in _BARE_END:
                    self._move(1)

    def _array(self, path: Path) -> None:
        self._move(1)
        index = 0
        while self._skip_blank() and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self._move(1)
                continue
            self.found[(*path, index)] = self.line
            self._value((*path, index))
            index += 1
        self._move(1)

    def _inline_table(self, path: Path) -> None:
        self._move(1)
        while self._skip_blank() and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self._move(1)
            else:
                self._key_and_value(path)
        self._move(1)

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            self._move(3)
            self._until(quote * 3, quote)
            while self.text[self.at] == quote:  # """quoted""""": the last of them belong to the text
                self._move(1)
        else:
            self._move(1)
            self._until(quote, quote)

    def _until(self, end: str, quote: str) -> None:
        while not self.text.startswith(end, self.at):
            self._move(2 if quote == '"' and self.text[self.at] == "\\" else 1)
        self._move(len(end))

    def _skip_spaces(self) -> None:
        while self.text[self.at] in _SPACES:
            self._move(1)

    def _skip_blank(self) -> bool:
        """Skip spaces, line ends and comments. False at the end of the text."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                while self.text[self.at] != "\n":
                    self._move(1)
            elif self.text[self.at] in " \t\n":
                self._move(1)
            else:
                return True
        return False

    def _move(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count
