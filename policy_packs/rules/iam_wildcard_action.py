"""
The rule IAM-001, wildcard-action.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_KEYS: Final = ("aws_kms_external_key", "aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key")
_WILDCARD: Final = re.compile(r"[*?]")
_NARROW: Final[Mapping[str, tuple[str, ...]]] = {
    "iam": ("generatecredentialreport", "generateservicelastaccesseddetails", "get", "list", "simulate"),
    "kms": ("decrypt", "describe", "encrypt", "generatedatakey", "get", "list", "reencrypt"),
    "organizations": ("describe", "list"),
    "sts": (),
}
"""Services whose writing raises permissions, with what an action may begin with before its wildcard."""


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
    Finds statements that allow every action, every action of a service (`s3:*`), or everything but a list; in
    IAM, STS, KMS and Organizations also every action that begins alike (`iam:P*`), unless it only reads or
    only uses a key. A key policy may give `kms:*` to the account itself: without it nobody could ever change
    the key.

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
        what = _sweeps(str(action.value)) if isinstance(action, Known) else ""
        if not what or not isinstance(action, Known):
            continue
        mine = str(action.value).lower().startswith("kms:")
        if not (mine and _in_key_policy(statement) and _is_for_the_account(statement)):
            return _failed(what, str(action.value))
    for action in actions:
        if isinstance(action, Unknown | Ref):
            return Undecided(action.expression)
    return Passed()


def _sweeps(action: str) -> str:
    """Return what a wildcard in an action stands for; empty when it is none, or narrow enough."""
    service, _, verb = action.lower().rpartition(":")
    fixed = _WILDCARD.split(verb)[0]
    if fixed == verb:
        return ""
    if not verb.strip("*?"):
        return "every action of a service"
    narrow = fixed.startswith(_NARROW[service]) if service in _NARROW else True
    return "" if narrow else "whatever begins alike in a service that hands out permissions"


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
    return len(set(map(str, texts))) == 1 and str(texts[0]).endswith(":root")


def _failed(what: str, got: str) -> Failed:
    return Failed(because=f"it allows {what}", fix="name the actions that are needed", got=got)
