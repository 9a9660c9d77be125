"""
The rule WAF-016, toothless-web-acl.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource

_STOPS: Final = ("action.block", "action.captcha", "action.challenge", "override_action.none")


@rule(
    "WAF-016",
    "toothless-web-acl",
    concerns={"aws_wafv2_web_acl"},
    severity="high",
    references=("FSBP WAF.10", "PCI DSS 6.4.2"),
    controls=("WAF-01", "WAF-10"),
)
def toothless_web_acl(acl: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACLs that let everything in: the default action is not block, and no rule blocks or challenges, or
    runs a group of rules as the group means it. An empty list of rules passes checkov.

    ## Why is this bad?
    Every report says that a firewall stands in front of the API. It counts.

    ## Example
    ```json
    {"default_action": {"allow": {}}, "rule": []}
    ```

    Use instead:
    ```json
    {"default_action": {"allow": {}}, "rule": [{"override_action": {"none": {}},
      "statement": {"managed_rule_group_statement": {"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS"}}}]}
    ```
    """
    if acl.blocks("default_action.block"):
        return Passed()
    if any(each.blocks(stop) for each in (*acl.blocks("rule"), *_from_json(acl)) for stop in _STOPS):
        return Passed()
    return Failed(because="it lets everything in", fix="let a rule block, or run a managed group with override none")


def _from_json(acl: Resource) -> Iterator[Resource]:
    at = f"{acl.address}#/rule_json"
    numbered = (f"{at}/{number}" for number in count())
    for address in chain([at], numbered):
        found = acl.view.get(address) if acl.view is not None else None
        if found is not None:
            yield found
        elif address != at:
            return
