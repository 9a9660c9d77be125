"""
The rule ACM-002, wildcard-certificate.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ACM-002",
    "wildcard-certificate",
    concerns={"aws_acm_certificate"},
    severity="medium",
    references=("CKV2_AWS_71",),
    controls=("ACM-01",),
)
def wildcard_certificate(certificate: Resource) -> Verdict:
    """
    ## What it does
    Finds certificates for every name below a domain.

    ## Why is this bad?
    Whoever gets hold of it can pose as any host of the domain, those that do not exist yet included; and no
    list says where it is in use.

    ## Example
    ```json
    {"domain_name": "*.meridian.example"}
    ```

    Use instead:
    ```json
    {"domain_name": "api.meridian.example"}
    ```
    """
    names = [certificate["domain_name"], *certificate.elements("subject_alternative_names")]
    for each in names:
        if isinstance(each, Known) and str(each.value).startswith("*"):
            return Failed(because="it stands for every name below a domain", fix="name the hosts", got=str(each.value))
        if isinstance(each, Unknown) and each.template.startswith("*"):
            return Failed(because="it stands for every name below a domain", fix="name the hosts", got=each.template)
    for each in names:
        if isinstance(each, Ref) or (isinstance(each, Unknown) and each.template.startswith("${")):
            return Undecided(each.expression)
    return Passed()
