"""
The rule LOG-006, unmasked-log-group.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_DOCUMENT: Final = "data.aws_cloudwatch_log_data_protection_policy_document"


@rule(
    "LOG-006",
    "unmasked-log-group",
    concerns={"aws_cloudwatch_log_group"},
    severity="medium",
    references=("PCI DSS 3.3", "OWASP API3:2023"),
    controls=("LOG-02",),
)
def unmasked_log_group(group: Resource) -> Verdict:
    r"""
    ## What it does
    Finds log groups without a data protection policy that masks (Deidentify) what looks like personal data, of
    their own or of the account. A policy that only audits does not count.

    ## Why is this bad?
    One exception text or query string with an address or a card number in it, and everybody who may read logs
    reads it, for as long as logs are kept.

    ## Example
    ```json
    {"name": "/meridian/ordering/access"}
    ```

    Use instead:
    ```json
    {"log_group_name": "${aws_cloudwatch_log_group.access.name}",
     "policy_document": "{\"Statement\": [{\"DataIdentifier\": [], \"Operation\": {\"Deidentify\": {}}}]}"}
    ```
    """
    alone = group.referrers("aws_cloudwatch_log_data_protection_policy", "log_group_name")
    late: list[str] = []
    for policy in (*alone, *_of_the_account(group)):
        match policy["policy_document"]:
            case Known(str() as text) | Unknown(template=text) if "Deidentify" in text:
                return Passed()
            case Ref(target=target) if target.type == _DOCUMENT and _masks(target):
                return Passed()
            case Unknown(expression=expression):
                late.append(expression)
    if late:
        return Undecided(late[0])
    return Failed(
        because="personal data that slips into it is shown as it is",
        fix="add an aws_cloudwatch_log_data_protection_policy with Deidentify",
    )


def _of_the_account(group: Resource) -> list[Resource]:
    policies = group.view.of_type("aws_cloudwatch_log_account_policy") if group.view is not None else ()
    return [each for each in policies if each["policy_type"] == Known("DATA_PROTECTION_POLICY")]


def _masks(document: Resource) -> bool:
    return any(each.blocks("operation.deidentify") for each in document.blocks("statement"))
