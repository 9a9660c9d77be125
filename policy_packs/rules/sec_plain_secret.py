"""
The rule SEC-001, plain-secret.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SEC-001",
    "plain-secret",
    concerns={"aws_secretsmanager_secret"},
    severity="high",
    references=("CKV_AWS_149", "cdk-nag UsingKMSKey", "PCI DSS 3.5"),
    controls=("SEC-02",),
)
def plain_secret(secret: Resource) -> Verdict:
    """
    ## What it does
    Finds secrets, and copies of them in other regions, that are not encrypted with a key of ours.

    ## Why is this bad?
    With AWS's key, whoever may read secrets in the account reads this one, and it cannot be given to another
    account at all. With a key of ours, reading also needs the key, and its use is recorded.

    ## Example
    ```json
    {"name": "partner/client-secret"}
    ```

    Use instead:
    ```json
    {"name": "partner/client-secret", "kms_key_id": "${aws_kms_key.secrets.arn}"}
    ```
    """
    verdicts = [_judge(each) for each in (secret, *secret.blocks("replica"))]
    return next((each for each in verdicts if not isinstance(each, Passed)), Passed())


def _judge(copy: Resource) -> Verdict:
    match copy["kms_key_id"]:
        case Ref(target=target) if "aws_kms_" in target.type:
            return Passed()
        case Known(str() as key) if key and "alias/aws/" not in key:
            return Passed()
        case Unknown(template=key) if key.startswith("arn:"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is not encrypted with a key of ours",
                fix="set kms_key_id, of every replica as well",
            )
