"""
The rule WAF-004, unredacted-waf-log.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_SECRET: Final = frozenset({"authorization", "cookie", "x-api-key"})


@rule(
    "WAF-004",
    "unredacted-waf-log",
    concerns={"aws_wafv2_web_acl_logging_configuration"},
    severity="high",
    references=("PCI DSS 3.3", "PCI DSS 10.3", "OWASP API8:2023"),
    controls=("WAF-08",),
)
def unredacted_waf_log(logging: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACL logs that do not redact the headers authorization, cookie and x-api-key.

    ## Why is this bad?
    AWS WAF logs every header of a request as it came: access tokens, session cookies and API keys of all
    callers lie in the log for a year, ready for use by anyone who may read it.

    ## Example
    ```json
    {"log_destination_configs": ["${aws_cloudwatch_log_group.waf.arn}"]}
    ```

    Use instead:
    ```json
    {"redacted_fields": [{"single_header": {"name": "authorization"}}, {"single_header": {"name": "cookie"}},
       {"single_header": {"name": "x-api-key"}}]}
    ```
    """
    fields = logging.blocks("redacted_fields")
    names = [header["name"] for field in fields for header in field.blocks("single_header")]
    redacted = {str(name.value).lower() for name in names if isinstance(name, Known)}
    missing = sorted(_SECRET - redacted)
    if not missing:
        return Passed()
    for name in names:
        if isinstance(name, Unknown | Ref):
            return Undecided(name.expression)
    return Failed(
        because="credentials of callers stand readable in its log",
        fix="redact the headers authorization, cookie and x-api-key, as the paved road does",
        got=missing[0],
    )
