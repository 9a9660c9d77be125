"""
What is wrong with a file that is no such thing as it should be, in its reader's words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from platform_constructs.model.counted import counted
from platform_constructs.model.nearest import nearest

__all__ = ["Unfit", "keys_of", "unfit"]


@dataclass(frozen=True, slots=True)
class Unfit:
    """
    The fault that is told first.

    Attributes:
        what: One sentence, with how many more there are.
        way: The keys that lead to it, joined by dots.
        got: The one value.
        fix: What to do.
        is_json: Whether the file is JSON at all.
    """

    what: str
    way: str
    got: object
    fix: str
    is_json: bool = True


def keys_of(*parts: type[BaseModel]) -> frozenset[str]:
    """Return every key of some parts of a format."""
    return frozenset(key for part in parts for key in part.model_fields)


def unfit(cause: ValidationError, *, kind: str, keys: Collection[str], schema: str, again: str) -> Unfit:
    """
    Return the first unknown key, whose slip of the pen another is then missing for, else the first fault.

    Args:
        cause: All faults.
        kind: What the file should be, with its article, such as `a route map`.
        keys: The keys that the format knows.
        schema: The page that lists them.
        again: How to write the file anew.
    """
    faults = cause.errors(include_url=False, include_context=False)
    first = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    *_, last = first["loc"] or (kind,)
    way = ".".join(map(str, first["loc"]))
    others = f" ({counted(len(faults) - 1, 'more fault')})" if len(faults) > 1 else ""
    match first["type"]:
        case "extra_forbidden":
            fix = nearest(str(last), keys, f"drop it; {schema} lists the keys")
            return Unfit(f"{kind} has no such key{others}", way, last, fix)
        case "missing":
            return Unfit(f"{kind} says {last}, and this one does not{others}", way, "nothing", again)
        case "json_invalid":  # such as a lone half of a surrogate pair, which Python's own parser takes
            return Unfit("the file is not JSON", way, first["msg"], again, is_json=False)
    said = first["input"]
    named = last if isinstance(last, str) else "an entry"
    what = f"{named} is not what the format allows: {first['msg'].lower()}{others}"
    got = f"{type(said).__name__} of {len(said)}" if isinstance(said, list | dict) else said
    return Unfit(what, way, got, again)
