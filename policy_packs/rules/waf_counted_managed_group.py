"""
The rule WAF-008, counted-managed-group.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource

_GROUPS: Final = ("managed_rule_group_statement", "rule_group_reference_statement")


@rule(
    "WAF-008",
    "counted-managed-group",
    concerns={"wafv2.rule"},
    severity="high",
    references=("AWS WAF guidance: count first, then block",),
    controls=("WAF-10",),
)
def counted_managed_group(rule: Resource) -> Verdict:
    """
    ## What it does
    Finds rule groups whose action is overridden to Count.

    ## Why is this bad?
    The group looks present in every report and stops nothing. Counting is for the first days of a new group,
    and then somebody forgets.

    ## Example
    ```json
    {"override_action": {"count": {}}}
    ```

    Use instead:
    ```json
    {"override_action": {"none": {}}}
    ```
    """
    if not any(rule.blocks(f"statement.{group}") for group in _GROUPS):
        return NotConcerned()
    if rule.blocks("override_action.count"):
        return Failed(
            because="the whole group only counts and stops nothing",
            fix="set override_action to none; to try a group out, ask for a waiver with a near expiry",
        )
    return Passed()
