"""
A rule: a question asked of one kind of resource.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import NotConcerned, Undecided, Verdict
from platform_constructs.policy.reading.values import Undecidable
from platform_constructs.policy.view import Resource

__all__ = ["SECTIONS", "SEVERITIES", "Check", "Rule", "rule"]

Check = Callable[[Resource], Verdict]

SEVERITIES: Final = ("critical", "high", "medium", "low")
SECTIONS: Final = ("## What it does", "## Why is this bad?", "## Example", "Use instead:")
"""What a rule's docstring has, in this order; `paved explain` prints it."""

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}-\d{3}")
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TYPE: Final = re.compile(r"(data\.|openapi\.|wafv2\.|iam\.)?[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A documented question about one kind of resource.

    Attributes:
        code: Stable and never reused, such as `APIGW-001`.
        name: The fault, such as `open-method`: it must read well after "waive".
        concerns: Types it judges, such as `aws_api_gateway_method` or `openapi.operation`.
        check: Answers for one resource.
        doc: Markdown with the four sections of `SECTIONS`.
        severity: critical, high, medium or low.
        references: Where the demand comes from, such as `FSBP APIGateway.8`.
        controls: Ids of the organisation's controls it proves, such as `AGW-11`.

    Raises:
        PackError: RULE-001 to RULE-004, for a malformed one.
    """

    code: str
    name: str
    concerns: frozenset[str]
    check: Check
    doc: str
    severity: str = "medium"
    references: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(str(self.code)):
            raise self._refusal(
                "RULE-001", "a rule's code is a family and three digits", self.code, "write it like APIGW-001"
            )
        if not _NAME.fullmatch(str(self.name)):
            raise self._refusal(
                "RULE-002",
                "a rule's name is lower-case words joined by hyphens",
                self.name,
                "name the fault, like open-method",
            )
        stranger = [each for each in sorted(self.concerns, key=str) if not _TYPE.fullmatch(str(each))]
        if stranger or not self.concerns:
            raise self._refusal(
                "RULE-003",
                "a rule says which types it concerns",
                stranger[0] if stranger else "none",
                'write concerns={"aws_api_gateway_method"}',
            )
        if missing := next((section for section in SECTIONS if section not in self.doc), None):
            raise self._refusal(
                "RULE-004", f"a rule's docstring has a section {missing!r}", missing, "describe the harm and the cure"
            )
        if self.severity not in SEVERITIES:
            raise self._refusal(
                "RULE-005", "a rule's severity is a known one", self.severity, f"pick one of {', '.join(SEVERITIES)}"
            )

    def __call__(self, resource: Resource) -> Verdict:
        """Answer for one resource. What only Terraform will know is `Undecided`."""
        if resource.type not in self.concerns:
            return NotConcerned()
        try:
            return self.check(resource)
        except Undecidable as promise:
            return Undecided(promise.expression)

    def _refusal(self, code: str, what: str, got: object, fix: str) -> PackError:
        module = getattr(self.check, "__module__", "?")
        return PackError(code, what, at=f"{module}.{getattr(self.check, '__name__', '?')}", got=got, fix=fix)


def rule(
    code: str,
    name: str,
    *,
    concerns: Iterable[str],
    severity: str = "medium",
    references: Iterable[str] = (),
    controls: Iterable[str] = (),
) -> Callable[[Check], Rule]:
    """
    Turn a function into a rule. Nothing is registered: a pack must name it.
    """

    def wrap(check: Check) -> Rule:
        doc = inspect.cleandoc(check.__doc__ or "")
        of_types = frozenset((concerns,) if isinstance(concerns, str) else concerns)
        return Rule(code, name, of_types, check, doc, severity, tuple(references), tuple(controls))

    return wrap
