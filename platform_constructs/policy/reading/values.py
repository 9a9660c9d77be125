"""
What an attribute of written Terraform can be: a value, a promise, nothing, or another resource.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from platform_constructs.policy.reading.resource import Resource

__all__ = ["Absent", "Known", "Ref", "Undecidable", "Unknown", "Value"]


@dataclass(frozen=True, slots=True)
class Known:
    """A value that stands in the file. Texts are unescaped: `$${` has become `${`."""

    value: Any


@dataclass(frozen=True, slots=True)
class Unknown:
    """
    A value that only exists once Terraform has run.

    Attributes:
        expression: What Terraform will compute, such as `var.level`, or why it cannot be read.
        template: The whole text the expression stands in; may be empty.
    """

    expression: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """Not said, or said to be null."""


@dataclass(frozen=True, slots=True)
class Ref:
    """
    The whole text is one reference to a resource or data source of the same stack.

    Attributes:
        target: What it points at.
        attribute: Which attribute of it, such as `arn`.
        expression: As written, without `${` and `}`.
    """

    target: Resource
    attribute: str
    expression: str


Value = Known | Unknown | Absent | Ref


class Undecidable(Exception):  # noqa: N818 - the answer of a rule, not an error of anybody
    """
    What a rule asked for is only known at apply time, and no honest list can be returned.

    Raised by `Resource.blocks`, `.elements` and `.referrers` where `dynamic`, `count` or `for_each` hide
    the answer. `Rule.__call__` turns it into `Undecided`; a rule need not catch it.
    """

    def __init__(self, expression: str) -> None:
        super().__init__(expression)
        self.expression = expression
