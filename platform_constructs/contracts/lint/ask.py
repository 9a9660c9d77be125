"""
One rule asked about every part it concerns. A rule that breaks down has not judged, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.part import Part
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import first_line

__all__ = ["Broken", "ask"]


class Broken(Exception):  # noqa: N818 - what came of one rule; the run makes a finding of it
    """
    A rule broke down.

    Attributes:
        part: What it was asked about.
        why: The exception's type and first line.
    """

    def __init__(self, part: Part, why: str) -> None:
        super().__init__(why)
        self.part, self.why = part, why


def ask(rule: ContractRule, options: Options, api: Api) -> Iterator[Breach]:
    """
    Yield what breaks a rule, in the document's order.

    Raises:
        Broken: when the rule raises, or yields anything but breaches.
    """
    for part in api.parts(rule.on):
        try:
            for breach in rule.check(part, options):
                if not isinstance(breach, Breach):
                    raise TypeError(f"{type(breach).__name__} is no Breach")
                yield breach
        except Exception as fault:  # whatever it raises is its author's, and is named so
            raise Broken(part, f"{type(fault).__name__}: {first_line(fault)}") from fault
