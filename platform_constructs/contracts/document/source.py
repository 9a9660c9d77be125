"""
YAML or JSON text read into plain values that still know their lines, without YAML's traps.

Built from parser events, one at a time: nothing is expanded, and no limit is noticed too late.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from platform_constructs.contracts.document.node import Node
from platform_constructs.errors import ContractError
from platform_constructs.model.place import Place

__all__ = ["DEEPEST", "LARGEST", "MOST_VALUES", "Spent", "parse"]

LARGEST: Final = 6 * 1024 * 1024
"""Bytes of one file: API Gateway imports no larger document."""
DEEPEST: Final = 100
"""Levels of nesting."""
MOST_VALUES: Final = 150_000
"""Keys, values and lists of a contract's files; an alias counts as what it repeats. The largest we know has 30,000."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about 20 times faster
_TEXT_TAGS: Final = ("!", "tag:yaml.org,2002:str")
# YAML 1.2's JSON schema, with its three spellings of case: `on`, `yes`, 0o17, 1_000 and dates stay texts.
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_BROKEN: Final = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER: Final = 400  # digits; no double needs more, and Python refuses to convert 4,300
_ESCAPED_PAIR: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


@dataclass(slots=True)
class Spent:
    """How much the files of one contract hold so far, aliases followed: what a reader has to walk through."""

    values: int = 0
    characters: int = 0


def parse(text: str, file: str, spent: Spent | None = None) -> Node:
    """
    Return the document's root.

    Mapping keys are always texts: `200`, `on` and `null` are the names they look like.

    Args:
        text: The file's text.
        file: Its path, for messages.
        spent: What other files of the same contract hold; this one is added.

    Raises:
        ContractError: for text that is no YAML or JSON, is too large, too deep or too much once aliases are
            counted, says a key twice, or uses a tag, a merge key, a key that is no text or a second document.
    """
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise ContractError(
            "CON-002",
            "the document is larger than 6 MB, the most that API Gateway imports",
            at=file,
            got=f"{len(text)} characters",
            fix="split it into several contracts, or leave long examples out",
        )
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        text = _ESCAPED_PAIR.sub(_one_character, text)
    builder = _Builder(file, spent or Spent())
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as fault:
        raise _unreadable(fault, text, file) from fault
    except UnicodeError as fault:
        raise _unreadable(None, text, file) from fault
    return Node(file, (), builder.root, builder.root_line, builder.marks)


def _events(text: str) -> Iterator[Any]:
    """Yield a text's events: `yaml.parse`, without its second look at each."""
    loader = _LOADER(text)
    try:
        while type(event := loader.get_event()) is not yaml.StreamEndEvent:
            yield event
    finally:
        loader.dispose()


def _one_character(match: re.Match[str]) -> str:
    """JSON writes a character beyond U+FFFF as two escapes; YAML knows only one."""
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _unreadable(fault: yaml.YAMLError | None, text: str, file: str) -> ContractError:
    mark = getattr(fault, "problem_mark", None)
    if mark is not None:
        line, why = mark.line + 1, str(getattr(fault, "problem", "") or "it cannot be read")
    else:
        odd = next((at for at, c in enumerate(text) if not (c.isprintable() or c in "\t\n\r\ufeff\x85\xa0")), 0)
        line, why = text.count("\n", 0, odd) + 1, f"character U+{ord(text[odd]):04X} may not stand in YAML"
    return ContractError(
        "CON-001",
        "the document is neither YAML nor JSON",
        at=Place(file, line),
        got=why,
        fix="correct it; an editor with YAML support shows the spot",
    )


@dataclass(slots=True)
class _Open:
    """A list or mapping being filled."""

    value: Any
    lines: dict[str | int, int]
    anchor: str | None
    before: tuple[int, int]  # values and characters counted when it was opened
    key: str | None = None
    height: int = 1  # levels from here down


@dataclass(slots=True)
class _Builder:
    """Takes parser events and builds values."""

    file: str
    spent: Spent
    root: Any = None
    root_line: int = 1
    marks: dict[int, dict[str | int, int]] = field(default_factory=dict)
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int, int, int]] = field(default_factory=dict)  # value, values, characters, height
    _documents: int = 0
    _aliases: int = 0

    def take(self, event: yaml.Event) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            closed = self._stack.pop()
            if self._stack:
                self._stack[-1].height = max(self._stack[-1].height, closed.height + 1)
            if closed.anchor is not None:
                values, characters = closed.before
                size = (self.spent.values - values, self.spent.characters - characters)
                self._anchors[closed.anchor] = (closed.value, *size, closed.height)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise self._refuse("CON-005", "the file holds more than one document", event, "---", "keep one")

    def _scalar(self, event: Any) -> None:
        line = event.start_mark.line + 1
        top = self._stack[-1] if self._stack else None
        plain = event.implicit[0]
        if event.tag is not None and event.tag not in _TEXT_TAGS:
            raise self._refuse("CON-005", "the document uses a YAML tag", event, event.tag, "drop the tag")
        if top is not None and type(top.value) is dict and top.key is None:
            self._key(top, event, line, plain)
            return
        value = self._plain(event) if plain else event.value
        self._count(1, len(event.value), event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1, len(event.value), 0)
        self._put(value, line)

    def _key(self, top: _Open, event: Any, line: int, plain: bool) -> None:
        key = event.value
        if plain and key == "<<":
            fix = "write the keys out, or use $ref: YAML 1.2 and JSON know no merge keys"
            raise self._refuse("CON-005", "the document uses a YAML merge key", event, "<<", fix)
        if key in top.value:
            first = top.lines[key]
            what = f"a key is said twice, first in line {first}"
            raise self._refuse("CON-004", what, event, key, "keep one of the two")
        if event.anchor is not None:
            raise self._refuse("CON-005", "a key carries a YAML anchor", event, f"&{event.anchor}", "drop the anchor")
        self._count(1, len(key), event)
        top.key = key
        top.value[key] = None  # keeps the author's order
        top.lines[key] = line

    def _open(self, event: Any, value: Any) -> None:
        if event.tag is not None and event.tag != "!":
            raise self._refuse("CON-005", "the document uses a YAML tag", event, event.tag, "drop the tag")
        self._descend(1, event)
        self._not_a_key(event)
        before = (self.spent.values, self.spent.characters)
        self._count(1, 0, event)
        self._put(value, event.start_mark.line + 1)
        opened = _Open(value, {}, event.anchor, before)
        self.marks[id(value)] = opened.lines
        self._anchors.pop(event.anchor, None)
        self._stack.append(opened)

    def _alias(self, event: Any) -> None:
        self._not_a_key(event)
        known = self._anchors.get(event.anchor)
        if known is None:
            what = "an alias has no anchor before it, or stands inside what it repeats"
            raise self._refuse("CON-005", what, event, f"*{event.anchor}", "write the part out, or use $ref")
        value, values, characters, height = known
        self._aliases += 1
        self._count(values, characters, event)
        self._descend(height, event)
        if self._stack:
            self._stack[-1].height = max(self._stack[-1].height, height + 1)
        self._put(value, event.start_mark.line + 1)

    def _not_a_key(self, event: Any) -> None:
        top = self._stack[-1] if self._stack else None
        if top is not None and type(top.value) is dict and top.key is None:
            raise self._refuse("CON-005", "a key is not a text", event, "a list, mapping or alias", "write a plain key")

    def _put(self, value: Any, line: int) -> None:
        if not self._stack:
            self.root, self.root_line = value, line
            return
        top = self._stack[-1]
        if top.key is not None:
            top.value[top.key] = value
            top.key = None
        else:
            top.lines[len(top.value)] = line
            top.value.append(value)

    def _descend(self, levels: int, event: Any) -> None:
        if len(self._stack) + levels > DEEPEST:
            raise self._refuse(
                "CON-003",
                f"the document is nested deeper than {DEEPEST} levels",
                event,
                f"level {DEEPEST + 1}",
                "move inner parts to components and refer to them",
            )

    def _count(self, values: int, characters: int, event: Any) -> None:
        self.spent.values += values
        self.spent.characters += characters
        if self.spent.values > MOST_VALUES or self.spent.characters > LARGEST:
            limit = f"{MOST_VALUES} values" if self.spent.values > MOST_VALUES else "6 MB of text"
            followed, fix = ("", "split it into several contracts")
            if self._aliases:
                followed, fix = (" once its aliases are followed", "use $ref in place of YAML aliases")
            raise self._refuse(
                "CON-003",
                f"the document holds more than {limit}{followed}",
                event,
                f"{self.spent.values} values, {self.spent.characters} characters so far",
                fix,
            )

    def _plain(self, event: Any) -> Any:
        text = event.value
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in "+-.0123456789":
            return text
        whole = _WHOLE.fullmatch(text)
        if whole is None and not _BROKEN.fullmatch(text):
            return text
        number = None if len(text) > _LONGEST_NUMBER else int(text) if whole else float(text)
        if number is None or (isinstance(number, float) and not math.isfinite(number)):
            fix = "quote it, or write a smaller one"
            raise self._refuse("CON-001", "a number is too large to be read", event, text, fix)
        return number

    def _refuse(self, code: str, what: str, event: Any, got: str, fix: str) -> ContractError:
        return ContractError(code, what, at=Place(self.file, event.start_mark.line + 1), got=got, fix=fix)
