"""
The rule SSM-001, secret-in-plain-parameter.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_WORDS: Final = re.compile(
    r"(?i)(?<![a-z])(client_?secret|secret(_string|_?key)?|password|passwd|private_?key(_pem)?|api_?key_?value)(?![a-z])"
)
_LOOKS_SECRET: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])")
_FROM_RESOURCES: Final = re.compile(r"(join|format|jsonencode|tostring)?\(?.*\b(data\.)?aws_[a-z0-9_]+\.[A-Za-z_]")


@rule(
    "SSM-001",
    "secret-in-plain-parameter",
    concerns={"aws_ssm_parameter"},
    severity="critical",
    references=("PCI DSS 8.6.2",),
    controls=("SEC-03", "COG-19"),
)
def secret_in_plain_parameter(parameter: Resource) -> Verdict:
    """
    ## What it does
    Finds parameters of type String or StringList that hold a secret: by what they refer to (a client secret,
    a password), by their name, or by what stands in them (a private key, an AWS access key).

    ## Why is this bad?
    A plain parameter is readable for every role that may read parameters, is kept in each older version, and
    is shown in the console.

    ## Example
    ```json
    {
      "type": "String",
      "name": "/ordering/client_secret",
      "value": "${aws_cognito_user_pool_client.m2m.client_secret}"
    }
    ```

    Use instead:
    ```json
    {"type": "String", "name": "/ordering/client_id", "value": "${aws_cognito_user_pool_client.m2m.id}"}
    ```
    """
    match parameter["type"]:
        case Known("SecureString"):
            return NotConcerned()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
    name = parameter["name"]
    if isinstance(name, Known) and _WORDS.search(str(name.value)):
        return _failed("its name says so", str(name.value))
    for at in ("value", "insecure_value"):
        match parameter[at]:
            case Absent():
                continue
            case Ref(attribute=attribute, expression=expression):
                if _WORDS.search(attribute):
                    return _failed("by what it refers to", expression)
            case Known(value):
                if _LOOKS_SECRET.search(str(value)):
                    return _failed("by what stands in it", at)
            case Unknown(expression=expression, template=template):
                if _WORDS.search(template):
                    return _failed("by what it is made from", expression)
                if not _FROM_RESOURCES.match(expression):
                    return Undecided(expression)
    return Passed()


def _failed(why: str, got: str) -> Failed:
    return Failed(
        because=f"it holds a secret in the clear: {why}",
        fix="keep secrets in Secrets Manager; publish ids and addresses only",
        got=got,
    )
