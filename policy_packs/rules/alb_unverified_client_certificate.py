"""
The rule ALB-011, unverified-client-certificate.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-011",
    "unverified-client-certificate",
    concerns={"aws_alb_listener", "aws_lb_listener"},
    severity="high",
    references=("OWASP API2:2023",),
    controls=("ALB-17",),
)
def unverified_client_certificate(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds listeners that ask for a client certificate and do not verify it (`passthrough`), or take one that has
    expired.

    ## Why is this bad?
    Anybody can make a certificate with a partner's name in it. What looks like mutual TLS in the code is a
    header that each backend would have to verify by itself, and the first one that does not is open.

    ## Example
    ```json
    {"mutual_authentication": {"mode": "passthrough"}}
    ```

    Use instead:
    ```json
    {"mutual_authentication": {"mode": "verify", "trust_store_arn": "${aws_lb_trust_store.partners.arn}"}}
    ```
    """
    match listener["mutual_authentication.mode"], listener["mutual_authentication.ignore_client_certificate_expiry"]:
        case (Known("passthrough"), _) | (Known("verify"), Known(True)):
            return Failed(
                because="it lets clients in on a certificate that nobody verified or that has expired",
                fix="set mode to verify with a trust store, and drop ignore_client_certificate_expiry",
            )
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case Known("verify"), (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Passed()
