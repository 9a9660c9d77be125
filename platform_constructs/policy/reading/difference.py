"""
Where two JSON values differ, down to the leaf, also inside texts that hold JSON themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from platform_constructs.policy.reading.parts import parse_json_template

__all__ = ["Difference", "Missing", "Named", "Path", "differences", "dotted"]

_NAMES: Final = ("name", "sid", "Sid")  # what tells the entries of a list apart: WAF rules, parameters, statements


class Missing(Enum):
    """What stands where nothing stands; `null` is something."""

    MISSING = "missing"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """
    An entry of a list, known by its name and not by its position.

    Attributes:
        key: The key that holds the name, such as `name`.
        name: Unique among the entries.
    """

    key: str
    name: str


Path = tuple[str | int | Named, ...]
"""Keys, positions (before, and after for what is new) and names that lead to a value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One place where two values differ.

    Attributes:
        path: The way there; empty when nothing is alike.
        before: What stood there; `Missing` when nothing did.
        after: What stands there now; `Missing` when nothing does.
    """

    path: Path
    before: Any
    after: Any


def differences(before: Any, after: Any) -> Iterator[Difference]:
    """
    Yield every difference between two JSON values, in the order of their keys. None is yielded only for equal values.

    Tables are compared key by key. Lists of tables are compared by name where their names are unique and at least one
    is shared; what is alike in both must then not be in the same position, since no such list of ours is read in
    order. Other lists of tables or lists are compared by position, without what is alike at both ends; lists of plain
    values as a whole. Two texts that hold a JSON table or list each are compared as what they hold.
    """
    pending: list[tuple[Path, Any, Any]] = [((), before, after)]
    while pending:
        path, old, new = pending.pop()
        inner = _inside(old, new)
        if inner is not None:
            pending += [((*path, *step), left, right) for step, left, right in reversed(inner)]
        elif not _alike(old, new):
            yield Difference(path, old, new)


def dotted(path: Path) -> str:
    """Return a path as people read it: `body.paths./v1/orders.get.summary`, `rule[rate-per-ip].priority`."""
    text = ""
    for step in path:
        text += f"[{step.name}]" if isinstance(step, Named) else f".{step}" if text else str(step)
    return text


_Steps = list[tuple[Path, Any, Any]]


def _inside(old: Any, new: Any) -> _Steps | None:
    """Return what to compare further inside two values; None where they are compared as a whole."""
    match old, new:
        case Mapping(), Mapping():
            keys = sorted(old.keys() | new.keys(), key=str)
            return [((key,), old.get(key, Missing.MISSING), new.get(key, Missing.MISSING)) for key in keys]
        case list(), list():
            return _entries(old, new)
        case str(), str() if old != new:
            return _texts(old, new)
        case _:
            return None


def _entries(old: list[Any], new: list[Any]) -> _Steps | None:
    if not any(isinstance(each, Mapping | list) for each in (*old, *new)):
        return None
    for key in _NAMES:
        left, right = _by_name(old, key), _by_name(new, key)
        if left is not None and right is not None and left.keys() & right.keys():
            return [
                ((Named(key, name),), left.get(name, Missing.MISSING), right.get(name, Missing.MISSING))
                for name in sorted(left.keys() | right.keys())
            ]
    return _by_position(old, new)


def _by_name(entries: list[Any], key: str) -> dict[str, Any] | None:
    found = {each[key]: each for each in entries if isinstance(each, Mapping) and isinstance(each.get(key), str)}
    return found if len(found) == len(entries) else None


def _by_position(old: list[Any], new: list[Any]) -> _Steps:
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if _differ(old[n], new[n])), shorter)
    room = shorter - start
    end = next((n for n in range(room) if _differ(old[-1 - n], new[-1 - n])), room)
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    return [
        (
            (start + n,),
            left[n] if n < len(left) else Missing.MISSING,
            right[n] if n < len(right) else Missing.MISSING,
        )
        for n in range(max(len(left), len(right)))
    ]


def _differ(old: Any, new: Any) -> bool:
    return json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True)


def _texts(old: str, new: str) -> _Steps | None:
    left, right = _held(old), _held(new)
    if left is None or type(left) is not type(right) or left == right:
        return None  # equal contents in another spelling are a difference of the text
    return [((), left, right)]


def _held(text: str) -> Any:
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return parse_json_template(text)
    except ValueError:
        return None


def _alike(old: Any, new: Any) -> bool:
    """Whether two leaves are one value: `true` is not 1, and a list is its values."""
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_alike, old, new))
    return type(old) is type(new) and (old == new or (old != old and new != new))  # only NaN is not itself
