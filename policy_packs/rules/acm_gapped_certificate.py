"""
The rule ACM-001, gapped-certificate.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ACM-001",
    "gapped-certificate",
    concerns={"aws_acm_certificate"},
    severity="medium",
    references=("CKV_AWS_233",),
    controls=("ACM-01",),
)
def gapped_certificate(certificate: Resource) -> Verdict:
    """
    ## What it does
    Finds certificates that are destroyed before their successor exists.

    ## Why is this bad?
    The host answers with no certificate, or the destroy fails because the domain still uses it, in the middle
    of a release.

    ## Example
    ```json
    {"domain_name": "api.meridian.example"}
    ```

    Use instead:
    ```json
    {"domain_name": "api.meridian.example", "lifecycle": {"create_before_destroy": true}}
    ```
    """
    match certificate["lifecycle.create_before_destroy"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is destroyed before its successor exists",
                fix="set lifecycle.create_before_destroy, as the paved road does",
            )
