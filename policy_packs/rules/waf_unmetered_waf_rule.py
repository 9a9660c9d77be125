"""
The rule WAF-006, unmetered-waf-rule.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "WAF-006",
    "unmetered-waf-rule",
    concerns={"aws_wafv2_web_acl", "wafv2.rule"},
    severity="medium",
    references=("FSBP WAF.12",),
    controls=("WAF-03",),
)
def unmetered_waf_rule(part: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACLs, and rules of web ACLs, whose CloudWatch metrics are off.

    ## Why is this bad?
    A rule that blocks a partner, or one that stops blocking after an update, then changes no number that an
    alarm could watch.

    ## Example
    ```json
    {"visibility_config": {"cloudwatch_metrics_enabled": false}}
    ```

    Use instead:
    ```json
    {"visibility_config": {"cloudwatch_metrics_enabled": true}}
    ```
    """
    match part["visibility_config.cloudwatch_metrics_enabled"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="nothing counts what it blocks",
                fix="set visibility_config.cloudwatch_metrics_enabled, as the paved road does",
            )
