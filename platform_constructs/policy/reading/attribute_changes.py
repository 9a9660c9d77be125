"""
What would change between two ways of writing one stack, attribute by attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.policy.reading.difference import Missing, Path, differences, dotted

__all__ = ["AttributeChange", "attribute_changes"]

_COMMENT: Final = "//"  # where cdktf keeps its own notes, which Terraform does not read
_OF_TYPES: Final = ("resource", "data")


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """
    One value of a stack's Terraform that would be another.

    Attributes:
        stack: The stack's name.
        address: The resource, such as `aws_api_gateway_stage.live`, the data source, or another section's entry, such
            as `output.url`.
        path: The way to the value in it; empty when the whole resource comes or goes.
        before: What stands there; `Missing` when nothing does.
        after: What would stand there; `Missing` when nothing would.
    """

    stack: str
    address: str
    path: Path
    before: Any
    after: Any

    @property
    def attribute(self) -> str:
        """The path as people read it, such as `settings.throttling_rate_limit`."""
        return dotted(self.path)


def attribute_changes(stack: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[AttributeChange, ...]:
    """
    Compare two written documents of one stack.

    Args:
        stack: Its name.
        before: A parsed `cdk.tf.json`.
        after: The other.

    Returns:
        Every difference that Terraform would see, sorted by address and then in the order of the keys.
    """
    old, new = dict(_things(before)), dict(_things(after))
    return tuple(
        AttributeChange(stack, _address(thing), each.path, each.before, each.after)
        for thing in sorted(old.keys() | new.keys(), key=lambda thing: (_address(thing), thing))
        for each in differences(old.get(thing, Missing.MISSING), new.get(thing, Missing.MISSING))
    )


_Thing = tuple[str, str, str]
"""A section, and the names in it that lead to one thing; empty where there are fewer."""


def _things(document: Mapping[str, Any]) -> Iterator[tuple[_Thing, Any]]:
    """Yield everything of a document that has an address, without cdktf's notes."""
    for section, named in document.items():
        if section == _COMMENT:
            continue
        for name, inner in _tables(named):
            for last, body in _tables(inner) if section in _OF_TYPES and name else [("", inner)]:
                yield (section, name, last), _without_notes(body)


def _tables(value: Any) -> list[tuple[str, Any]]:
    """Return a table's entries; what is none, or empty, stands under no name."""
    return list(value.items()) if isinstance(value, Mapping) and value else [("", value)]


def _without_notes(body: Any) -> Any:
    return {key: value for key, value in body.items() if key != _COMMENT} if isinstance(body, Mapping) else body


def _address(thing: _Thing) -> str:
    section, *names = thing
    said = [name for name in names if name]
    return ".".join(said) if section == "resource" and said else ".".join([section, *said])
