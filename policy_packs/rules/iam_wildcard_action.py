"""
The rule IAM-001, wildcard-action.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_KEYS: Final = ("aws_kms_external_key", "aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key")


@rule(
    "IAM-001",
    "wildcard-action",
    concerns={"iam.statement"},
    severity="high",
    references=("FSBP IAM.1", "FSBP IAM.21", "PCI DSS 7.2", "CKV_AWS_49"),
    controls=("IAM-03",),
)
def wildcard_action(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements that allow every action, every action of a service (`s3:*`), or everything but a list. A
    key policy may give `kms:*` to the account itself: without it nobody could ever change the key.

    ## Why is this bad?
    Whoever takes over the role may then do what nobody thought of when it was written, and what AWS adds to
    the service next year.

    ## Example
    ```json
    {"effect": "Allow", "actions": ["logs:*"], "resources": ["*"]}
    ```

    Use instead:
    ```json
    {
      "effect": "Allow",
      "actions": [
        "logs:CreateLogStream",
        "logs:PutLogEvents"
      ],
      "resources": [
        "arn:aws:logs:*:*:log-group:x:*"
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

    if statement.elements("not_actions"):
        return _failed("everything but a list", "not_actions")
    actions = statement.elements("actions")
    for action in actions:
        if not isinstance(action, Known) or str(action.value).rpartition(":")[2] != "*":
            continue
        if not (action == Known("kms:*") and _in_key_policy(statement) and _is_for_the_account(statement)):
            return _failed("every action of a service", str(action.value))
    for action in actions:
        if isinstance(action, Unknown | Ref):
            return Undecided(action.expression)
    return Passed()


def _in_key_policy(statement: Resource) -> bool:
    """Return whether the statement stands in a key policy, and nowhere else."""
    root = statement.root
    if root.type in _KEYS:
        return True
    users = root.view.referring(root.address) if root.view is not None else ()
    return bool(users) and all(user.type in _KEYS for user, _ in users)


def _is_for_the_account(statement: Resource) -> bool:
    who = [each for principal in statement.blocks("principals") for each in principal.elements("identifiers")]
    texts = [each.template if isinstance(each, Unknown) else getattr(each, "value", "") for each in who]
    return bool(texts) and all(str(text).endswith(":root") for text in texts)


def _failed(what: str, got: str) -> Failed:
    return Failed(because=f"it allows {what}", fix="name the actions that are needed", got=got)
