"""
Paths as languages: a template is the set of request paths that it answers. Everything is compared by whole segments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
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


@lru_cache(maxsize=1 << 12)
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


def _opened(pattern: Pattern) -> Pattern:
    """Return the same language with a greedy variable written as any one segment and whatever follows."""
    if pattern and isinstance(pattern[-1], Greedy):
        return (*pattern[:-1], Param(pattern[-1].name), Rest())
    return pattern


def intersect(one: Pattern, other: Pattern) -> str | None:
    """
    Return a path that both languages hold, the same one in either order; None when they have none in common.
    """
    path: list[str] = []
    for mine, yours in zip_longest(_opened(one), _opened(other)):
        fixed = [segment for segment in (mine, yours) if isinstance(segment, Literal | Param)]
        literals = {segment.text for segment in fixed if isinstance(segment, Literal)}
        if len(literals) > 1:
            return None
        if len(fixed) < 2 and not isinstance(mine, Rest) and not isinstance(yours, Rest):
            return None  # one ends where the other goes on
        if isinstance(mine, Rest) or isinstance(yours, Rest):
            return "/" + "/".join([*path, *_samples(_opened(one)[len(path) :]), *_samples(_opened(other)[len(path) :])])
        path.append(literals.pop() if literals else ANYTHING)
    return "/" + "/".join(path)


def _samples(pattern: Pattern) -> list[str]:
    return [
        segment.text if isinstance(segment, Literal) else ANYTHING for segment in pattern if type(segment) is not Rest
    ]


def covers(large: Pattern, small: Pattern) -> bool:
    """Whether the first language holds every path of the second."""
    for mine, yours in zip_longest(_opened(large), _opened(small)):
        if isinstance(mine, Rest):
            return True
        if mine is None or yours is None or isinstance(yours, Rest):
            return False
        if isinstance(mine, Literal) and mine != yours:
            return False
    return True


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
