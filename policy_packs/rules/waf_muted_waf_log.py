"""
The rule WAF-014, muted-waf-log.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_FAILED: Final = Failed(
    because="its filter drops blocked requests",
    fix="keep what was blocked, or drop the filter, as the paved road does",
)


@rule(
    "WAF-014",
    "muted-waf-log",
    concerns={"aws_wafv2_web_acl_logging_configuration"},
    severity="medium",
    references=("FSBP WAF.11", "PCI DSS 10.2.1"),
    controls=("WAF-02",),
)
def muted_waf_log(logging: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACL logs whose filter drops blocked requests.

    ## Why is this bad?
    The log is there, every check that asks for one is content, and the attack is not in it.

    ## Example
    ```json
    {"logging_filter": {"default_behavior": "DROP"}}
    ```

    Use instead:
    ```json
    {"logging_filter": {"default_behavior": "DROP", "filter": [{"behavior": "KEEP", "requirement": "MEETS_ANY",
       "condition": [{"action_condition": {"action": "BLOCK"}}]}]}}
    ```
    """
    kept = False
    for chosen in logging.blocks("logging_filter"):
        kept = chosen["default_behavior"] == Known("KEEP")
        for entry in chosen.blocks("filter"):
            actions = [each["action"] for each in entry.blocks("condition") for each in each.blocks("action_condition")]
            for value in (entry["behavior"], *actions):
                if isinstance(value, Unknown | Ref):
                    return Undecided(value.expression)
            if Known("BLOCK") not in actions:
                continue
            if entry["behavior"] == Known("DROP"):
                return _FAILED
            # with MEETS_ALL, a second condition would narrow what is kept
            kept = kept or len(entry.blocks("condition")) == 1 or entry["requirement"] == Known("MEETS_ANY")
        if isinstance(behaviour := chosen["default_behavior"], Unknown | Ref) and not kept:
            return Undecided(behaviour.expression)
        if not kept:
            return _FAILED
    return Passed()
