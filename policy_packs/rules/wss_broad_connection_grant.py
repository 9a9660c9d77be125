"""
The rule WSS-005, broad-connection-grant.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_EVERY_API: Final = re.compile(r"arn:[^:]*:execute-api:[^:]*:[^:]*:[^/]*\*")
_PINNED: Final = re.compile(r"arn:[^:]*:execute-api:|\$\{(data\.)?aws_apigatewayv2_|\$\{(data\.)?aws_api_gateway_")


@rule(
    "WSS-005",
    "broad-connection-grant",
    concerns={"iam.statement"},
    severity="high",
    references=("OWASP API5:2023", "PCI DSS 7.2"),
    controls=("IAM-06", "IAM-05"),
)
def broad_connection_grant(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements that allow calling APIs or pushing to WebSocket connections (`execute-api`) of every API
    of the account: a wildcard where the API's id belongs. A grant on `*` is wildcard-resource's to find.

    ## Why is this bad?
    One backend's role can then write to the connections of all domains, read who is connected and cut them
    off, and call every API that checks signatures.

    ## Example
    ```json
    {
      "actions": ["execute-api:ManageConnections"],
      "resources": ["arn:aws:execute-api:eu-west-1:123456789012:*/*/POST/@connections/*"]
    }
    ```

    Use instead:
    ```json
    {
      "actions": ["execute-api:ManageConnections"],
      "resources": ["${aws_apigatewayv2_api.live.execution_arn}/live/POST/@connections/*"]
    }
    ```
    """
    match statement["effect"]:
        case Known("Deny"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
    actions = [str(each.value).lower() for each in statement.elements("actions") if isinstance(each, Known)]
    calls = any(action.startswith("execute-api:") for action in actions)
    verdict: Verdict = Passed()
    for resource in statement.elements("resources"):
        match resource:
            case Known(text) | Unknown(template=text) if _EVERY_API.match(str(text)):
                return Failed(
                    because="it reaches every API of the account, other domains' connections too",
                    fix="name the API: its execution_arn, the stage, the method and the path",
                    got=str(text),
                )
            case Unknown(expression=expression, template=text) if calls and not _PINNED.match(text):
                verdict = Undecided(expression)
            case Ref(expression=expression, attribute=attribute) if calls and not attribute.endswith("arn"):
                verdict = Undecided(expression)
    return verdict
