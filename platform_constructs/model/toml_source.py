"""
A TOML text that remembers where each of its keys stands, and refuses what nobody would write by hand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from platform_constructs.model.place import Place

__all__ = ["TomlFault", "TomlSource", "parse_toml"]

LARGEST_TEXT: Final = 1_048_576  # characters: a registry of 1,000 domains takes less than half
MOST_LINES: Final = 50_000
MOST_TOKENS: Final = 250_000  # words, texts, brackets, commas: a registry of 1,000 domains has 60,000
DEEPEST_NESTING: Final = 24  # brackets inside brackets
MOST_KEY_PARTS: Final = 16  # dots in one key: tomllib's time grows with their square

# Unterminated strings run to the end of the text or line, so that no input is scanned twice.
# no possessive quantifier on a group: Python 3.11.2 loses its text; the branches are disjoint, so nothing is retried
_TOKEN: Final = re.compile(
    r"""
      (?P<newline>\n)
    | (?P<space>[ \t\r]++|\#[^\n]*+)
    | (?P<string>
        \"{3}(?:[^"\\]++|\\.|\"{1,2}(?!\"))*(?:\"{3,5}|\Z)
      | '{3}(?:[^']++|'{1,2}(?!'))*(?:'{3,5}|\Z)
      | \"(?:[^"\\\n]++|\\[^\n])*\"?
      | '[^'\n]*+'?
      )
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s"'\[\]{}=,.#]++|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LOCATION: Final = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")

Key = tuple[str | int, ...]


class TomlFault(ValueError):  # noqa: N818 - told to the file's author; a PlatformError is raised from it
    """
    A text that is not TOML, or more of it than anybody writes.

    Attributes:
        line: The line, counted from 1.
        why: One sentence, lower case, no full stop.
    """

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class TomlSource:
    """
    A parsed TOML text.

    Attributes:
        data: What it says.
        file: Its name in places.
        text: The text itself.
    """

    data: dict[str, Any]
    file: str
    text: str

    @cached_property
    def _lines(self) -> dict[Key, int]:
        return _Scanner(list(_tokens(self.text))).lines()

    def place(self, *keys: str | int) -> Place:
        """
        Return where a key stands, or where the nearest table around it does.

        Args:
            keys: The way to it, such as `"domains", "ordering", "paths", 0, "prefix"`.
        """
        line = next((self._lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self._lines), 0)
        return Place(self.file, line, ".".join(_shown_key(key) for key in keys))


def parse_toml(text: str, file: str) -> TomlSource:
    """
    Parse a TOML text.

    Args:
        text: The whole text, at most 1 MiB.
        file: Its name in places.

    Raises:
        TomlFault: when it is not TOML, or too large or too deeply nested.
    """
    if len(text) > LARGEST_TEXT:
        raise TomlFault(1, f"the file has {len(text)} characters, at most {LARGEST_TEXT} are read")
    lines = text.count("\n") + 1
    if lines > MOST_LINES:
        raise TomlFault(MOST_LINES, f"the file has {lines} lines, at most {MOST_LINES} are read")
    _refuse_excess(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _LOCATION.search(str(fault))
        line = int(found[1]) if found and found[1] else lines
        why = _LOCATION.sub("", str(fault))
        raise TomlFault(line, why[:1].lower() + why[1:]) from fault
    except (ValueError, OverflowError) as fault:  # Python refuses to read integers of more than 4300 digits
        raise TomlFault(1, "a number has too many digits") from fault
    except RecursionError as fault:
        raise TomlFault(1, "tables or arrays are nested too deeply") from fault
    return TomlSource(data, file, text)


def _shown_key(key: str | int) -> str:
    text = str(key)
    return text if _BARE_KEY.fullmatch(text) else f'"{text}"'


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "", match[0]
        if kind != "space":
            yield _Token(kind, found, line)
        line += found.count("\n")


def _refuse_excess(text: str) -> None:
    """
    Refuse what would keep tomllib busy, before it sees it: nesting, dotted keys, too much of anything.
    """
    depth = parts = 0
    for count, token in enumerate(_tokens(text)):
        if count == MOST_TOKENS:
            raise TomlFault(token.line, f"the file has more than {MOST_TOKENS} words and marks")
        if token.kind != "mark":
            parts = 0 if token.kind == "newline" else parts
        elif token.text == ".":
            parts += 1
            if parts >= MOST_KEY_PARTS:
                raise TomlFault(token.line, f"a key has more than {MOST_KEY_PARTS} parts")
        else:
            parts = 0
            depth += (token.text in "[{") - (token.text in "]}")
            if depth > DEEPEST_NESTING:
                raise TomlFault(token.line, f"brackets are nested more than {DEEPEST_NESTING} deep")


class _Scanner:
    """Walks the tokens of a text that tomllib has accepted, and notes the line of each key."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at = tokens, 0
        self._found: dict[Key, int] = {}
        self._array_tables: dict[Key, int] = {}

    def lines(self) -> dict[Key, int]:
        table: Key = ()
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else "\n"

    def _header(self) -> Key:
        line = self._tokens[self._at].line
        brackets = 2 if self._tokens[self._at + 1].text == "[" else 1
        self._at += brackets
        keys = self._key()
        self._at += brackets
        table = self._within((), keys[:-1], line)
        if brackets == 2:
            array = (*table, keys[-1])
            self._found.setdefault(array, line)
            index = self._array_tables[array] = self._array_tables.get(array, -1) + 1
            table = (*array, index)
        else:
            table = (*table, keys[-1])
        self._found[table] = line
        return table

    def _within(self, table: Key, keys: list[str], line: int) -> Key:
        """Step down into tables, and into the last entry of an array of tables."""
        for key in keys:
            table = (*table, key)
            self._found.setdefault(table, line)
            if table in self._array_tables:
                table = (*table, self._array_tables[table])
        return table

    def _key(self) -> list[str]:
        keys = []
        while True:
            token = self._tokens[self._at]
            keys.append(_unquoted(token.text) if token.kind == "string" else token.text)
            self._at += 1
            if self._peek() != ".":
                return keys
            self._at += 1

    def _pair(self, table: Key) -> None:
        line = self._tokens[self._at].line
        keys = self._key()
        path = (*self._within(table, keys[:-1], line), keys[-1])
        self._found[path] = line
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Key) -> None:
        opening = self._peek()
        self._at += 1
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            while self._peek() not in ("\n", ",", "]", "}"):  # a number or date: several tokens
                self._at += 1

    def _array(self, path: Key) -> None:
        index = 0
        while (text := self._peek()) != "]":
            if text in ("\n", ","):
                self._at += 1
                continue
            self._found[(*path, index)] = self._tokens[self._at].line
            self._value((*path, index))
            index += 1
        self._at += 1

    def _inline_table(self, path: Key) -> None:
        while (text := self._peek()) != "}":
            if text in ("\n", ","):
                self._at += 1
            else:
                self._pair(path)
        self._at += 1


def _unquoted(token: str) -> str:
    if token.startswith('"') and "\\" in token:
        return str(tomllib.loads(f"key = {token}")["key"])
    return token[1:-1]
