"""
The rule ALB-012, irrevocable-client-certificate.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource


@rule(
    "ALB-012",
    "irrevocable-client-certificate",
    concerns={"aws_lb_trust_store"},
    severity="medium",
    references=("OWASP API2:2023",),
    controls=("ALB-17",),
)
def irrevocable_client_certificate(store: Resource) -> Verdict:
    """
    ## What it does
    Finds trust stores for client certificates without a revocation list.

    ## Why is this bad?
    A partner whose key was stolen cannot be shut out before its certificate expires, except by shutting out
    everybody whom the same authority certified.

    ## Example
    ```json
    {"resource": {"aws_lb_trust_store": {"partners": {"ca_certificates_bundle_s3_key": "ca.pem"}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_lb_trust_store_revocation": {
          "partners": {
            "trust_store_arn": "${aws_lb_trust_store.partners.arn}",
            "revocations_s3_key": "crl.pem"
          }
        }
      }
    }
    ```
    """
    if store.referrers("aws_lb_trust_store_revocation", "trust_store_arn"):
        return Passed()
    return Failed(
        because="a stolen client key cannot be shut out before its certificate expires",
        fix="add an aws_lb_trust_store_revocation with trust_store_arn as a reference to it",
    )
