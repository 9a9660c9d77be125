"""
The rule IAM-007, account-wide-trust.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value

_ACCOUNT: Final = re.compile(r"(arn:[^:]*:iam::)?\d{12}(:root)?")
_OWN: Final = re.compile(r"arn:[^:]*:iam::\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}:root")
_TAKING: Final = re.compile(r"\*|sts:(\*|a.*)", re.IGNORECASE)


@rule(
    "IAM-007",
    "account-wide-trust",
    concerns={"iam.statement"},
    severity="high",
    references=("PCI DSS 7.2", "AWS IAM best practices: grant least privilege"),
    controls=("IAM-03",),
)
def account_wide_trust(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds trust policies that let a whole account in (`arn:aws:iam::123456789012:root`) by its literal number,
    without a condition on aws:PrincipalArn. The number of the account that Terraform runs in is left alone
    when it is looked up.

    ## Why is this bad?
    Whoever may write policies in that account decides who takes the role. Whether the number is ours, a
    partner's or a stranger's cannot be seen from here, so somebody has to look.

    ## Example
    ```json
    {"actions": ["sts:AssumeRole"], "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::123456789012:root"]}]}
    ```

    Use instead:
    ```json
    {"actions": ["sts:AssumeRole"],
     "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::123456789012:role/deploy"]}]}
    ```
    """
    match statement["effect"]:
        case Known("Allow") | Absent():
            pass
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return NotConcerned()

    who = [
        each
        for principal in statement.blocks("principals")
        if principal["type"] != Known("Service")
        for each in principal.elements("identifiers")
    ]
    if not who or not any(_may_be_taking(each) for each in statement.elements("actions")):
        return NotConcerned()
    if any(_names_roles(condition) for condition in statement.blocks("conditions")):
        return Passed()
    for each in who:
        match each:
            case Known(value) if _ACCOUNT.fullmatch(str(value)):
                return Failed(
                    because="it lets whoever a whole account names take the role",
                    fix="name the roles that may take it, or add a condition on aws:PrincipalArn",
                    got=str(value),
                )
    for each in who:
        if isinstance(each, Unknown) and _may_be_account(each):
            return Undecided(each.expression)
    return Passed()


def _may_be_taking(action: Value) -> bool:
    return not isinstance(action, Known) or _TAKING.fullmatch(str(action.value)) is not None


def _may_be_account(who: Unknown) -> bool:
    text = who.template
    if _OWN.fullmatch(text):
        return False
    return text.endswith(":root") or (text.startswith("${") and not who.expression.startswith(("aws_", "data.aws_")))


def _names_roles(condition: Resource) -> bool:
    test, variable = condition["test"], condition["variable"]
    if not isinstance(test, Known) or not isinstance(variable, Known):
        return False
    values = condition.elements("values")
    narrows = str(variable.value).lower() == "aws:principalarn" and "not" not in str(test.value).lower()
    return narrows and bool(values) and Known("*") not in values
