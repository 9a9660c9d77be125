"""
Walking into a resource's body without mistaking what is hidden for what is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from platform_constructs.policy.interpolation import expressions, first_expression, unescaped
from platform_constructs.policy.values import Absent, Unknown

__all__ = ["META_ARGUMENTS", "blocks_at", "locate", "plain", "promise_in", "strings_in"]

META_ARGUMENTS: Final = frozenset(
    {"//", "connection", "count", "depends_on", "dynamic", "for_each", "lifecycle", "provider", "provisioner"}
)
"""Arguments that speak to Terraform, not about the resource."""


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
    here = body
    segments = _segments(path)
    index = 0
    while index < len(segments):
        if isinstance(here, dict) and segments[index] in here and "dynamic" not in here:
            here, index = here[segments[index]], index + 1  # the plain case: a million times in a large judgement
        elif isinstance(here, Mapping):
            step, taken = _step(here, segments[index:], terraform=terraform)
            if isinstance(step, Absent | Unknown):
                return step
            here, index = step, index + taken
        elif isinstance(here, list | tuple):
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
    if terraform and rest[0] in _dynamic_names(here):
        return Unknown(f"dynamic {rest[0]}"), 1
    if rest[0] in here:
        return here[rest[0]], 1
    if rest[0] == "0" and terraform:
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
    blocks = list(raw) if isinstance(raw, list | tuple) else [raw]
    for block in blocks:
        if not isinstance(block, Mapping):
            expression = first_expression(block) if isinstance(block, str) else None
            return Unknown(expression or "something that is not a block", block if isinstance(block, str) else "")
    return tuple(blocks)


def strings_in(raw: Any) -> Iterator[tuple[str, str]]:
    """Yield every text inside a value with its dotted path, list positions left out. Never recurses."""
    stack: list[tuple[str, Any]] = [("", raw)]
    while stack:
        path, here = stack.pop()
        if isinstance(here, str):
            yield path, here
        elif isinstance(here, Mapping):
            stack += [(f"{path}.{key}" if path else str(key), value) for key, value in here.items() if key != "//"]
        elif isinstance(here, list | tuple):
            stack += [(path, value) for value in here]


def promise_in(raw: Any) -> tuple[str, str] | None:
    """Return the first expression inside a list or object, with the text it stands in; None when all is plain."""
    for _, text in strings_in(raw):
        if "{" in text and (found := expressions(text)):
            return found[0].code, text
    return None


def plain(raw: Any) -> Any:
    """Return a list or object that holds no expression with all its texts unescaped."""
    if any("$${" in text or "%%{" in text for _, text in strings_in(raw)):
        return _unescape(raw)
    return raw


def _unescape(raw: Any) -> Any:
    if isinstance(raw, str):
        return unescaped(raw)
    if isinstance(raw, Mapping):
        return {key: _unescape(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [_unescape(value) for value in raw]
    return raw
