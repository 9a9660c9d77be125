"""
The rule SEC-004, secret-in-state.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Resource, Unknown


@rule(
    "SEC-004",
    "secret-in-state",
    concerns={"aws_secretsmanager_secret_version"},
    severity="critical",
    references=("PCI DSS 8.6.2", "CWE-312"),
    controls=("SEC-03", "COG-19"),
)
def secret_in_state(version: Resource) -> Verdict:
    """
    ## What it does
    Finds secret values given as secret_string or secret_binary, whether they stand in the code or come from
    another resource.

    ## Why is this bad?
    Terraform keeps both in its state in plain text, and in each older copy of it: whoever may run a plan has
    the secret. What is given as secret_string_wo is written to AWS and kept nowhere else.

    ## Example
    ```json
    {"secret_id": "${aws_secretsmanager_secret.partner.id}", "secret_string": "hunter2"}
    ```

    Use instead:
    ```json
    {"secret_id": "${aws_secretsmanager_secret.partner.id}", "secret_string_wo": "${var.partner}",
     "secret_string_wo_version": 1}
    ```
    """
    for name in ("secret_string", "secret_binary"):
        match version[name]:
            case Absent():
                continue
            case Unknown(expression=expression) if expression.startswith("var."):
                return Undecided(expression)  # a variable may be null
            case _:
                return Failed(
                    because="Terraform keeps the secret in its state in plain text",
                    fix="give it as secret_string_wo with secret_string_wo_version, or let rotation write it",
                    got=name,
                )
    return Passed()
