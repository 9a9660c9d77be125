"""
The rule APIGW-019, unstructured-access-log.
"""

from __future__ import annotations

import json
import re
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_VARIABLE: Final = re.compile(r"\$context\.([A-Za-z0-9_.]*[A-Za-z0-9_])")
_BARE: Final = re.compile(r"(?<=:)\s*\$context\.[A-Za-z0-9_.]+(?=\s*[,}])")
_LONGEST: Final = 3072  # bytes; API Gateway's own limit
_REQUIRED: Final = ("requestId", "extendedRequestId", "status", "responseLatency", "error.responseType")
_CALLERS: Final = (
    "authorizer.claims.client_id",
    "authorizer.claims.sub",
    "authorizer.principalId",
    "identity.accountId",
    "identity.caller",
    "identity.userArn",
)


@rule(
    "APIGW-019",
    "unstructured-access-log",
    concerns={"aws_api_gateway_stage"},
    severity="medium",
    references=("OWASP API8:2023", "PCI DSS 10.2.2", "cdk-nag APIGWStructuredLogging"),
    controls=("AGW-04",),
)
def unstructured_access_log(stage: Resource) -> Verdict:
    r"""
    ## What it does
    Finds access log formats that are not one JSON object, are longer than 3 KB, or lack what correlates and
    explains a request: both request ids, status, latency, error type and who called.

    ## Why is this bad?
    A line that cannot be parsed is not searched in an incident. Callers can choose `requestId` themselves, so
    only `extendedRequestId` proves which request it was; without a caller, abuse has no name.

    ## Example
    ```json
    {"format": "$context.identity.sourceIp $context.status"}
    ```

    Use instead:
    ```json
    {"format": "{\"id\": \"$context.extendedRequestId\", \"status\": \"$context.status\"}"}
    ```
    """
    if not stage.blocks("access_log_settings"):
        return NotConcerned()  # that is unlogged-stage's to say
    match stage["access_log_settings.format"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as text):
            return _judge(text)
        case _:
            return _failed("it has no format", "")


def _judge(text: str) -> Verdict:
    if len(text.encode()) > _LONGEST:
        return _failed("it is longer than 3 KB", f"{len(text.encode())} bytes")
    try:
        line = json.loads(_BARE.sub("0", text))  # numbers and messageString stand without quotes
    except (RecursionError, ValueError):
        line = None
    if not isinstance(line, dict):
        return _failed("it is not one JSON object", text[:40])
    said = set(_VARIABLE.findall(text))
    missing = [variable for variable in _REQUIRED if variable not in said]
    if missing:
        return _failed("it does not say what correlates and explains a request", f"no $context.{missing[0]}")
    if said.isdisjoint(_CALLERS):
        return _failed("it does not say who called", "none of " + ", ".join(_CALLERS))
    return Passed()


def _failed(why: str, got: str) -> Failed:
    return Failed(
        because=f"its access log is of little use: {why}",
        fix="drop the override: the paved road writes the format from access_log.required_fields",
        got=got,
    )
