"""
Paths as languages: a template is the set of request paths that it answers. Everything is compared by whole segments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = [
    "Greedy",
    "Literal",
    "Param",
    "Pattern",
    "Rest",
    "Segment",
    "below",
    "concrete",
    "covers",
    "intersect",
    "matches",
    "normalise",
    "parse",
]

ANYTHING: Final = "x"
"""What stands for a variable in a witness."""

_PLAIN: Final = re.compile(r"(?:/(?!\.{1,2}(?:/|\Z))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]+|\{[^{}/%]+\}))+")
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_SEGMENT: Final = _UNRESERVED | frozenset("!$&'()*+,;=:@")
_VARIABLE: Final = re.compile(r"\{([^{}]+?)(\+?)\}")


@dataclass(frozen=True, slots=True)
class Literal:
    """Exactly this segment."""

    text: str


@dataclass(frozen=True, slots=True)
class Param:
    """Any one segment, such as `{id}`."""

    name: str

    @property
    def written(self) -> str:
        """The segment as a template writes it."""
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Greedy:
    """One segment or more, such as `{proxy+}`; always last."""

    name: str

    @property
    def written(self) -> str:
        """The segment as a template writes it."""
        return f"{{{self.name}+}}"


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing or anything: what follows a claim's prefix; always last."""


Segment = Literal | Param | Greedy | Rest
Pattern = tuple[Segment, ...]


def normalise(path: str) -> str:
    """
    Return the one spelling of a path or template.

    Escapes of unreserved characters are decoded and the others written in capitals; characters that a path cannot
    hold are escaped, as are stray `%`; doubled and trailing slashes go, then dot segments are resolved and never
    climb above the root. `%2F` stays: it is not a separator. `{variables}` are left alone. Idempotent.
    """
    if _PLAIN.fullmatch(path):
        return path
    segments: list[str] = []
    for raw in path.split("/"):
        segment = raw if _VARIABLE.fullmatch(raw) else _spelt(raw)
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    return "/" + "/".join(segments)


def _spelt(segment: str) -> str:
    found, at = [], 0
    while at < len(segment):
        if _ESCAPE.match(segment, at):
            byte = int(segment[at + 1 : at + 3], 16)
            found.append(chr(byte) if chr(byte) in _UNRESERVED else f"%{byte:02X}")
            at += 3
            continue
        character = segment[at]
        in_template = character in "{}"
        found.append(character if character in _IN_SEGMENT or in_template else _escaped(character))
        at += 1
    return "".join(found)


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def concrete(path: str) -> tuple[str, ...]:
    """Return the segments of a path that somebody requests. Braces in it are characters, not variables."""
    spelt = normalise(path.replace("{", "%7B").replace("}", "%7D"))
    return tuple(spelt[1:].split("/")) if spelt != "/" else ()


def parse(template: str) -> Pattern:
    """
    Return the language of a template, such as `/ordering/v1/orders/{id}` or `/ordering/{proxy+}`.

    A segment with a variable in it, such as `{id}.json`, counts as a variable; what follows `{proxy+}` is dropped.
    API Gateway takes neither, and both make the language larger, never smaller.
    """
    spelt = normalise(template)
    pattern: list[Segment] = []
    for text in spelt[1:].split("/") if spelt != "/" else ():
        segment = _segment(text)
        pattern.append(segment)
        if type(segment) is Greedy:
            break
    return tuple(pattern)


def below(prefix: str) -> Pattern:
    """Return the language of a claim: its prefix and everything below it."""
    return (*(Literal(text) for text in concrete(prefix)), Rest())


@lru_cache(maxsize=1 << 16)
def _segment(text: str) -> Segment:
    if "{" not in text and "}" not in text:
        return Literal(text)
    variable = _VARIABLE.fullmatch(text)
    if variable is None:
        return Param(text)
    return Greedy(variable[1]) if variable[2] else Param(variable[1])


def intersect(one: Pattern, other: Pattern) -> str | None:
    """
    Return a path that both languages hold; None when they hold none in common.

    Symmetric, but for the witness: either order gives the same one.
    """
    path: list[str] = []
    for at in range(max(len(one), len(other)) + 1):
        mine, yours = _at(one, at), _at(other, at)
        if mine is None and yours is None:
            return "/" + "/".join(path)
        if isinstance(mine, Greedy | Rest) or isinstance(yours, Greedy | Rest):
            return _with_tail(path, one[at:], other[at:])
        if mine is None or yours is None:
            return None
        literals = {segment.text for segment in (mine, yours) if isinstance(segment, Literal)}
        if len(literals) > 1:
            return None
        path.append(literals.pop() if literals else ANYTHING)
    return None


def _at(pattern: Pattern, at: int) -> Segment | None:
    return pattern[at] if at < len(pattern) else None


def _with_tail(path: list[str], one: Pattern, other: Pattern) -> str | None:
    """Finish a witness where at least one of the languages takes whatever follows."""
    following, taking = (other, one) if one and isinstance(one[0], Greedy | Rest) else (one, other)
    end = [_sample(segment) for segment in following if not isinstance(segment, Rest)]
    if not end and following and isinstance(taking[0], Greedy):
        end = [ANYTHING]  # nothing is not enough for {proxy+}, but the other takes more
    if not end and isinstance(taking[0], Greedy):
        return None
    return "/" + "/".join([*path, *end])


def _sample(segment: Segment) -> str:
    return segment.text if isinstance(segment, Literal) else ANYTHING


def covers(large: Pattern, small: Pattern) -> bool:
    """Whether the first language holds every path of the second."""
    for at, segment in enumerate(large):
        mine = _at(small, at)
        if isinstance(segment, Rest):
            return True
        if isinstance(segment, Greedy):
            return mine is not None and not isinstance(mine, Rest)
        if mine is None or isinstance(mine, Greedy | Rest):
            return False
        if isinstance(segment, Literal) and mine != segment:
            return False
    return len(small) == len(large)


def matches(pattern: Pattern, path: Sequence[str]) -> bool:
    """Whether a language holds a requested path, given as `concrete` returns it."""
    for at, segment in enumerate(pattern):
        if isinstance(segment, Rest):
            return True
        if at >= len(path):
            return False
        if isinstance(segment, Greedy):
            return True
        if isinstance(segment, Literal) and segment.text != path[at]:
            return False
    return len(pattern) == len(path)
