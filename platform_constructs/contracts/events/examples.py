"""
Whether the examples of an event are what its schema says, by jsonschema-rs, formats included.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import jsonschema_rs

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.events.bundle import bundled
from platform_constructs.contracts.events.cost import MOST_STEPS, steps
from platform_constructs.contracts.events.event import EventContract

__all__ = ["Unfit", "unfit_examples"]

_MOST: Final = 10  # faults of one example that are told
_LONGEST: Final = 60


class Unfit(NamedTuple):
    """
    What is wrong with an example, or with the schema it should be held against.

    Attributes:
        at: Where.
        what: One sentence, lower case, no full stop.
        got: The offending value, shortened.
    """

    at: Node
    what: str
    got: str


def unfit_examples(event: EventContract) -> Iterator[Unfit]:
    """Yield where examples and schema disagree, in the order of the file."""
    try:
        validator = jsonschema_rs.Draft202012Validator(bundled(event), validate_formats=True, offline=True)
    except (ValueError, jsonschema_rs.ReferencingError) as fault:
        yield Unfit(event.schema, "no validator takes the schema, so no example can be checked", _first(fault))
        return
    for example in event.examples:
        if steps(event.schema, example.value, event.references) >= MOST_STEPS:
            what = "the example takes too long to check: too many alternatives or references inside each other"
            yield Unfit(example, what, f"{MOST_STEPS} steps and more")
        else:
            yield from _unfit(validator, example)


def _unfit(validator: Any, example: Node) -> Iterator[Unfit]:
    for number, fault in enumerate(validator.iter_errors(example.value)):
        if number == _MOST:
            return
        at = example
        for token in fault.instance_path:
            at = at.child(str(token) if isinstance(at.value, dict) else token)
        name = "/".join(map(str, fault.instance_path)) or "the example"
        yield Unfit(at, f"{name} is not what `{fault.kind.name}` asks for", _first(fault))


def _first(fault: BaseException) -> str:
    said = getattr(fault, "message", None) or str(fault)
    line = said.splitlines()[0] if said else type(fault).__name__
    return line if len(line) <= 2 * _LONGEST else f"{line[: 2 * _LONGEST]}..."
