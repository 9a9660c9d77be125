"""
The rule IAM-004, confused-deputy.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_SOURCES: Final = (
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "kms:encryptioncontext:",
)
_SEND_NO_SOURCE: Final = (
    Known("ec2.amazonaws.com"),
    Known("edgelambda.amazonaws.com"),
    Known("lambda.amazonaws.com"),
)


@rule(
    "IAM-004",
    "confused-deputy",
    concerns={"iam.statement"},
    severity="high",
    references=("AWS confused deputy guidance", "PCI DSS 7.2"),
    controls=("KMS-03",),
)
def confused_deputy(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements that let an AWS service in without saying on whose behalf: no condition on aws:SourceArn,
    aws:SourceAccount, aws:SourceOrgID or the encryption context. Left alone are services that send no source
    when they take a role (Lambda, EC2), and the account-wide log role of API Gateway: the service tries that
    role before any API exists, and AWS documents its trust without a condition.

    ## Why is this bad?
    A service acts for every customer of AWS. Without the condition, somebody else's resource in somebody
    else's account can make it use our key, our queue or our role.

    ## Example
    ```json
    {
      "principals": [
        {
          "type": "Service",
          "identifiers": [
            "logs.eu-west-1.amazonaws.com"
          ]
        }
      ],
      "actions": [
        "kms:Encrypt"
      ]
    }
    ```

    Use instead:
    ```json
    {
      "principals": [
        {
          "type": "Service",
          "identifiers": [
            "logs.eu-west-1.amazonaws.com"
          ]
        }
      ],
      "actions": [
        "kms:Encrypt"
      ],
      "condition": [
        {
          "test": "ArnLike",
          "variable": "kms:EncryptionContext:aws:logs:arn",
          "values": [
            "arn:aws:logs:eu-west-1:123456789012:*"
          ]
        }
      ]
    }
    ```
    """
    match statement["effect"]:
        case Known("Allow") | Absent():
            pass
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return NotConcerned()

    services = [
        each
        for principal in statement.blocks("principals")
        if principal["type"] == Known("Service")
        for each in principal.elements("identifiers")
    ]
    if not services or all(each in _SEND_NO_SOURCE for each in services):
        return NotConcerned()
    if all(each == Known("apigateway.amazonaws.com") for each in services) and _is_account_log_role(statement):
        return NotConcerned()
    late = ""
    for condition in statement.blocks("conditions"):
        match condition["variable"], condition["test"]:
            case Known(str() as variable), Known(str() as test) if variable.lower().startswith(_SOURCES):
                values = condition.elements("values")
                if values and "not" not in test.lower() and Known("*") not in values:
                    return Passed()
            case (Unknown(expression=expression), _) | (_, Unknown(expression=expression)):
                late = expression
    if late:
        return Undecided(late)
    return Failed(
        because="it lets an AWS service in on anybody's behalf",
        fix="add a condition on aws:SourceAccount or aws:SourceArn; for log groups, on the encryption context",
        got=", ".join(str(each.value) for each in services if isinstance(each, Known)),
    )


def _is_account_log_role(statement: Resource) -> bool:
    root = statement.root
    users = root.view.referring(root.address) if root.view is not None else ()
    roles = [root] if root.type == "aws_iam_role" else [user for user, _ in users]
    return bool(roles) and all(_is_log_role(role, root) for role in roles)


def _is_log_role(role: Resource, document: Resource) -> bool:
    """Return whether API Gateway's account setting holds exactly this role, and the role exactly this policy."""
    trust = role["assume_role_policy"]
    if role.type != "aws_iam_role" or (
        role is not document and not (isinstance(trust, Ref) and trust.target is document)
    ):
        return False
    accounts = role.referrers("aws_api_gateway_account", "cloudwatch_role_arn")
    return any(isinstance(each["cloudwatch_role_arn"], Ref) for each in accounts)
