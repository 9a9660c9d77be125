"""
Walking into a resource's body without mistaking what is hidden for what is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from platform_constructs.policy.reading.interpolation import first_expression, unescaped
from platform_constructs.policy.reading.values import Absent, Unknown

__all__ = ["META_ARGUMENTS", "blocks_at", "locate", "mentions_in", "settled", "strings_in"]

META_ARGUMENTS: Final = frozenset(
    {"//", "connection", "count", "depends_on", "dynamic", "for_each", "lifecycle", "provider", "provisioner"}
)
"""Arguments that speak to Terraform, not about the resource."""

# Made once: `A | B` in a call is built anew each time, and asking an abstract class costs ten times a plain one.
# Nearly all of a parsed document is dict, list and these; so they are asked first, and Mapping last.
_LEAVES: Final = frozenset({bool, float, int, type(None)})
_ENDS: Final = (Absent, Unknown)
_ABSENT: Final = Absent()


@lru_cache(maxsize=4096)
def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def locate(body: Any, path: str, *, terraform: bool) -> Any:
    """
    Return the raw value at a dotted path; `Absent` or `Unknown` where the way there ends.

    Args:
        body: A resource's body.
        path: Such as `settings.logging_level` or `rule.0.action`. A list of exactly one block is stepped into.
        terraform: Whether the body is Terraform's, where `dynamic` hides blocks; false for JSON documents.
    """
    if type(body) is dict and "." not in path and path != "0" and "dynamic" not in body:
        found = body.get(path)  # one step: the plain case, a million times
        return _ABSENT if found is None else found
    here = body
    segments = _segments(path)
    index, last = 0, len(segments)
    while index < last:
        kind = type(here)
        if kind is dict and segments[index] in here and "dynamic" not in here:
            here, index = here[segments[index]], index + 1
        elif kind is dict or isinstance(here, Mapping):
            step, taken = _step(here, segments[index:], terraform=terraform)
            if isinstance(step, _ENDS):
                return step
            here, index = step, index + taken
        elif isinstance(here, (list, tuple)):
            if segments[index].isdecimal():
                at = int(segments[index][:9])
                here, index = (here[at] if at < len(here) else None), index + 1
            elif len(here) == 1:
                here = here[0]
            elif here:
                return Unknown(f"{'.'.join(segments[:index])} has {len(here)} blocks")
            else:
                return Absent()
        elif isinstance(here, str) and (expression := first_expression(here)) is not None:
            return Unknown(expression, here)
        else:
            return Unknown(f"{'.'.join(segments[:index])} is not a block")
        if here is None:
            return Absent()
    return here


def _step(here: Mapping[str, Any], rest: tuple[str, ...], *, terraform: bool) -> tuple[Any, int]:
    first = rest[0]
    if terraform and "dynamic" in here and first in _dynamic_names(here):
        return Unknown(f"dynamic {first}"), 1
    if first in here:
        return here[first], 1
    if first == "0" and terraform:
        return here, 1  # `settings.0.x` of a single block that cdktf wrote as an object
    for length in range(2, len(rest) + 1):  # keys with dots of their own, such as `application/vnd.x+json`
        if (key := ".".join(rest[:length])) in here:
            return here[key], length
    return Absent(), 1


def _dynamic_names(body: Mapping[str, Any]) -> frozenset[str]:
    dynamic = body.get("dynamic")
    if dynamic is None:
        return frozenset()
    each = dynamic if isinstance(dynamic, list) else [dynamic]
    return frozenset(name for block in each if isinstance(block, Mapping) for name in block)


def blocks_at(raw: Any) -> tuple[Mapping[str, Any], ...] | Unknown:
    """Return the nested blocks a located value holds; `Unknown` when they are only known at apply time."""
    if isinstance(raw, Unknown):
        return raw
    if raw is None or isinstance(raw, Absent):
        return ()
    blocks = tuple(raw) if isinstance(raw, (list, tuple)) else (raw,)
    for block in blocks:
        if type(block) is not dict and not isinstance(block, Mapping):
            expression = first_expression(block) if isinstance(block, str) else None
            return Unknown(expression or "something that is not a block", block if isinstance(block, str) else "")
    return blocks


def strings_in(raw: Any) -> Iterator[tuple[str, str]]:
    """Yield every text inside a value with its dotted path, list positions left out. Never recurses."""
    stack: list[tuple[str, Any]] = [("", raw)]
    while stack:
        path, here = stack.pop()
        kind = type(here)
        if kind is str:
            yield path, here
        elif kind in _LEAVES:
            continue
        elif kind is dict or isinstance(here, Mapping):
            stack += [(f"{path}.{key}" if path else str(key), value) for key, value in here.items() if key != "//"]
        elif isinstance(here, (list, tuple)):
            stack += [(path, value) for value in here]
        elif isinstance(here, str):
            yield path, here


def mentions_in(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every text of a resource that holds an expression, with its dotted path, list positions left out."""
    stack: list[tuple[str, Any]] = [(key, value) for key, value in body.items() if key not in META_ARGUMENTS]
    while stack:
        path, here = stack.pop()
        kind = type(here)
        if kind is str:
            if "${" in here:
                yield path, here
        elif kind is dict or isinstance(here, Mapping):
            # the path of a text that mentions nothing is never needed, and most texts mention nothing
            stack += [
                (f"{path}.{key}", value)
                for key, value in here.items()
                if type(value) not in _LEAVES and (type(value) is not str or "${" in value) and key != "//"
            ]
        elif isinstance(here, (list, tuple)):
            stack += [(path, value) for value in here if type(value) not in _LEAVES]


def settled(raw: Any) -> tuple[Any, tuple[str, str] | None]:
    """
    Return a list or object as a value, or the promise in it.

    Returns:
        It with all its texts unescaped; or the first expression inside, with the text it stands in.
    """
    escaped = False
    for text in _templates_in(raw):
        if (code := first_expression(text)) is not None:
            return raw, (code, text)
        escaped = escaped or "$${" in text or "%%{" in text
    return (_unescape(raw) if escaped else raw), None


def _templates_in(raw: Any) -> Iterator[str]:
    """Yield every text that may hold an expression or an escape of one, in the order of `strings_in`."""
    stack = [raw]
    while stack:
        here = stack.pop()
        kind = type(here)
        if kind is str:
            if "{" in here:
                yield here
        elif kind in _LEAVES:
            continue
        elif kind is dict or isinstance(here, Mapping):
            stack += [value for key, value in here.items() if key != "//"]
        elif isinstance(here, (list, tuple)):
            stack += here
        elif isinstance(here, str) and "{" in here:
            yield here


def _unescape(raw: Any) -> Any:
    if isinstance(raw, str):
        return unescaped(raw)
    if isinstance(raw, Mapping):
        return {key: _unescape(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [_unescape(value) for value in raw]
    return raw
