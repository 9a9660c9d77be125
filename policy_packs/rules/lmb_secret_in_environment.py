"""
The rule LMB-004, secret-in-environment.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value

_SAYS_SECRET: Final = re.compile(
    r"(?i)(secret|passw(or)?d|token|private_?key(_?pem)?|api_?key|access_?key|credentials?)(_?(string|value|binary))?$"
)
_LOOKS_SECRET: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])")
_NAMES_IT: Final = ("arn", "id", "name")


@rule(
    "LMB-004",
    "secret-in-environment",
    concerns={"aws_lambda_function"},
    severity="critical",
    references=("PCI DSS 8.6.2", "CKV_AWS_45"),
    controls=("LMB-05", "SEC-03"),
)
def secret_in_environment(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions with a secret in their environment: by the variable's name, by what it refers to (a client
    secret, a secret's value) or by what stands in it (a private key, an AWS access key). The ARN, id or name
    of a secret is none.

    ## Why is this bad?
    The environment is shown to everybody who may look at the function, stands in the state and in every plan,
    and is what an error handler prints first. A secret in it is never rotated without a deployment.

    ## Example
    ```json
    {"environment": {"variables": {"DB_PASSWORD": "correct-horse"}}}
    ```

    Use instead:
    ```json
    {"environment": {"variables": {"DB_SECRET_ARN": "${aws_secretsmanager_secret.db.arn}"}}}
    ```
    """
    late = ""
    for table in function.blocks("environment.variables"):
        for name in table.body:
            value = table[name]
            if _is_secret(name, value):
                return Failed(
                    because="its environment holds a secret that state, plan and console show",
                    fix="keep the secret in Secrets Manager, hand over its ARN, and read it when the function starts",
                    got=name,
                )
            match value:
                case Unknown(expression=expression, template=text) if (
                    text.startswith("${") and "aws_" not in expression
                ):
                    late = expression
    return Undecided(late) if late else Passed()


def _is_secret(name: str, value: Value) -> bool:
    by_name = _SAYS_SECRET.search(name) is not None
    match value:
        case Ref(attribute=attribute):
            is_handle = attribute.endswith(_NAMES_IT)
            return _SAYS_SECRET.search(attribute) is not None or (by_name and not is_handle)
        case Known(str() as text):
            is_handle = text.startswith("arn:") or not text
            return _LOOKS_SECRET.search(text) is not None or (by_name and not is_handle)
        case Unknown():
            return by_name
        case _:
            return False
