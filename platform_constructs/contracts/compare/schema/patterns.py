"""
Whether a pattern matches a name, asked of an engine that no pattern can keep busy.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import jsonschema_rs

__all__ = ["matches", "takes_everything"]

_EVERYTHING: Final = frozenset({"", ".*", "^", "$", "^.*", ".*$", "^[\\s\\S]*$", "[\\s\\S]*", "^(.|\\n)*$", "^.*$"})
_LONGEST: Final = 2_000
# Linear in the text's length; look-around and back-references are refused, which leaves the question open.
_LINEAR: Final = jsonschema_rs.RegexOptions(size_limit=1_000_000)


def takes_everything(pattern: str) -> bool:
    """Whether a pattern is one of the usual ways to allow any text."""
    return pattern in _EVERYTHING


@lru_cache(maxsize=2_000)
def _engine(pattern: str) -> jsonschema_rs.Draft202012Validator | None:
    if len(pattern) > _LONGEST:
        return None
    try:
        return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=_LINEAR)
    except ValueError:
        return None


def matches(pattern: str, name: str) -> bool | None:
    """Whether a pattern matches somewhere in a name; None when that cannot be told."""
    engine = _engine(pattern)
    return None if engine is None else bool(engine.is_valid(name))
