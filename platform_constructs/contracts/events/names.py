"""
Names for the schemas that an event's references lead to, wherever they stand: the same ones in every build.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.schema_parts import Key, reach, spelt

__all__ = ["named_schemas"]

_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_LONGEST: Final = 80
_HOMES: Final = ("$defs", "definitions", "schema", "schemas")


def named_schemas(events: Iterable[EventContract]) -> Mapping[Key, str]:
    """
    Return a name for each schema that needs one: an event's data, and whatever a `$ref` leads to.

    Names are letters and digits, unique whatever their case, and no later event changes those that were not taken.
    """
    wishes: dict[Key, str] = {}
    for event in events:
        wishes[spelt(event.schema)] = f"{_joined(event.name)}Data"
        for schema in reach([event.schema], event.references).values():
            if isinstance(schema.value, dict) and isinstance(schema.value.get("$ref"), str):
                target = spelt(event.references.target(schema))
                wishes.setdefault(target, _wish(target))
    wanted = Counter(wish.lower() for wish in wishes.values())
    return {
        key: wish if wanted[wish.lower()] == 1 else wish + hashlib.sha256(f"{key}".encode()).hexdigest()[:8]
        for key, wish in sorted(wishes.items(), key=lambda pair: (pair[0][0], str(pair[0][1])))
    }


def _wish(key: Key) -> str:
    file, tokens = key
    said = [str(token) for token in tokens if token not in _HOMES]
    stem = posixpath.basename(file).split(".")[0]
    return _joined(" ".join(said[-2:])) or _joined(stem) or "Schema"


def _joined(text: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in _WORD.findall(text))[:_LONGEST]
