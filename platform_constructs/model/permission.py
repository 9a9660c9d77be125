"""
What a deployment role may do and may never do, statement by statement, each with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Condition", "DeploymentRole", "Effect", "Statement"]

Effect = Literal["Allow", "Deny"]


@dataclass(frozen=True, slots=True)
class Condition:
    """
    When a statement holds.

    Attributes:
        test: An operator of IAM, such as `StringEquals`.
        variable: A condition key, such as `aws:ResourceTag/domain`.
        values: Any of these; for `Null` and `Bool` one of `true` and `false`.
    """

    test: str
    variable: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """
    A statement of an IAM policy.

    Attributes:
        sid: Unique in its policy; letters and digits.
        effect: Whether it allows or denies.
        actions: Such as `wafv2:CreateWebACL`; no wildcard where it allows.
        resources: ARNs, or `*` for actions that AWS knows for all only.
        why: For whoever reviews it, a sentence.
        conditions: All of them must hold.
    """

    sid: str
    effect: Effect
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    why: str
    conditions: tuple[Condition, ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The statement as IAM's JSON has it."""
        found: dict[str, Any] = {
            "Sid": self.sid,
            "Effect": self.effect,
            "Action": list(self.actions),
            "Resource": list(self.resources),
        }
        if self.conditions:
            tests: dict[str, dict[str, list[str]]] = {}
            for one in self.conditions:
                tests.setdefault(one.test, {})[one.variable] = list(one.values)
            found["Condition"] = tests
        return found


@dataclass(frozen=True, slots=True)
class DeploymentRole:
    """
    What a domain's pipeline becomes in one environment.

    Attributes:
        domain: Whose it is.
        environment: The environment's name.
        name: Of the role.
        subjects: Who may take it: exact `sub` claims of the pipeline's tokens; empty when nobody may yet.
        stacks: The domain's stacks, sorted.
        statements: What it may do: its one inline policy.
        boundary: What it can never exceed, whatever else is attached to it. One policy.
    """

    domain: str
    environment: str
    name: str
    subjects: tuple[str, ...]
    stacks: tuple[str, ...]
    statements: tuple[Statement, ...]
    boundary: tuple[Statement, ...]

    @property
    def tags(self) -> Mapping[str, str]:
        """The tag by which AWS tells this domain's things from others'."""
        return {"domain": self.domain}
