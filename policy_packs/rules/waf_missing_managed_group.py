"""
The rule WAF-007, missing-managed-group.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_BASIC: Final = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
)


@rule(
    "WAF-007",
    "missing-managed-group",
    concerns={"aws_wafv2_web_acl"},
    severity="high",
    references=("PCI DSS 6.4.2", "CKV_AWS_192", "CKV2_AWS_77"),
    controls=("WAF-01", "WAF-04"),
)
def missing_managed_group(acl: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACLs that lack one of AWS's three basic rule groups: common rules, known bad inputs, IP
    reputation; a group with a scope-down does not count. A pack may ask for more.

    ## Why is this bad?
    Public exploits (Log4j, path traversal, cross-site scripting) are tried on every address of the internet
    within hours; these groups stop them, and AWS keeps them current.

    ## Example
    ```json
    {"rule": []}
    ```

    Use instead:
    ```json
    {
      "rule": [
        {
          "statement": {
            "managed_rule_group_statement": {
              "vendor_name": "AWS",
              "name": "AWSManagedRulesCommonRuleSet"
            }
          }
        }
      ]
    }
    ```
    """
    names = []
    for entry in _rules(acl):
        if entry.blocks("statement.managed_rule_group_statement.scope_down_statement"):
            continue  # a group that looks at some requests only
        vendor = entry["statement.managed_rule_group_statement.vendor_name"]
        if vendor in (Known("AWS"), Absent()) or isinstance(vendor, Unknown):
            names.append(entry["statement.managed_rule_group_statement.name"])
    missing = [name for name in _BASIC if Known(name) not in names]
    if not missing:
        return Passed()
    for each in names:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    return Failed(
        because="it lacks a basic rule group of AWS",
        fix="keep the paved road's rule groups; waf.managed_groups adds more",
        got=missing[0],
    )


def _rules(acl: Resource) -> list[Resource]:
    parts = acl.view.of_type("wafv2.rule") if acl.view is not None else ()
    return [part for part in parts if part.parent is acl]
