"""
The rule IAM-003, anyone-principal.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_WHO: Final = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:vpcsourceip",
        "kms:calleraccount",
    }
)
_EVERYTHING: Final = (Known("*"), Known("arn:*"), Known("0.0.0.0/0"), Known("::/0"))


@rule(
    "IAM-003",
    "anyone-principal",
    concerns={"iam.statement"},
    severity="critical",
    references=("FSBP KMS.5", "PCI DSS 7.2", "CIS v7 2.21", "CKV_AWS_283"),
    controls=("KMS-03", "AGW-25"),
)
def anyone_principal(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements that allow anyone (principal `*`, or everyone but a list) without a condition that says
    who: an organisation, an account, an endpoint, a source.

    ## Why is this bad?
    A key, queue or API with such a policy is open to every AWS account in the world, whatever stands around
    it.

    ## Example
    ```json
    {"effect": "Allow", "principals": [{"type": "*", "identifiers": ["*"]}], "actions": ["execute-api:Invoke"]}
    ```

    Use instead:
    ```json
    {"effect": "Allow", "principals": [{"type": "*", "identifiers": ["*"]}], "actions": ["execute-api:Invoke"],
     "condition": [{"test": "StringEquals", "variable": "aws:PrincipalOrgID", "values": ["o-a1b2c3"]}]}
    ```
    """
    match statement["effect"]:
        case Known("Allow") | Absent():
            pass
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return NotConcerned()

    principals = statement.blocks("principals")
    if not principals and not statement.blocks("not_principals"):
        return NotConcerned()
    who = [each for principal in principals for each in principal.elements("identifiers")]
    if Known("*") not in who and not statement.blocks("not_principals"):
        for each in who:
            if isinstance(each, Unknown) and _could_be_anyone(each):
                return Undecided(each.expression)
        return Passed()
    if any(_says_who(condition) for condition in statement.blocks("conditions")):
        return Passed()
    return Failed(
        because="it lets any AWS account in the world in",
        fix="name the principals, or add a condition on aws:PrincipalOrgID, aws:SourceVpce or aws:SourceArn",
    )


def _could_be_anyone(who: Unknown) -> bool:
    whole = who.template.startswith("${") and who.template.endswith("}") and who.template.count("${") == 1
    return whole and not who.expression.startswith(("aws_", "data.aws_"))


def _says_who(condition: Resource) -> bool:
    test, variable = condition["test"], condition["variable"]
    if not isinstance(test, Known) or not isinstance(variable, Known):
        return False
    narrows = str(variable.value).lower() in _WHO and "not" not in str(test.value).lower()
    values = condition.elements("values")
    return narrows and bool(values) and not any(each in _EVERYTHING for each in values)
