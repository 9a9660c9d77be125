"""
The rule ACM-003, weak-certificate-key.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LONG_ENOUGH: Final = ("RSA_2048", "RSA_3072", "RSA_4096")


@rule(
    "ACM-003",
    "weak-certificate-key",
    concerns={"aws_acm_certificate"},
    severity="high",
    references=("FSBP ACM.2", "PCI DSS 4.2.1"),
    controls=("ACM-01",),
)
def weak_certificate_key(certificate: Resource) -> Verdict:
    """
    ## What it does
    Finds certificates with an RSA key of less than 2048 bits. AWS's default is RSA_2048.

    ## Why is this bad?
    RSA keys of 1024 bits are within reach of those who can afford it: they then pose as our host.

    ## Example
    ```json
    {"key_algorithm": "RSA_1024"}
    ```

    Use instead:
    ```json
    {"key_algorithm": "EC_prime256v1"}
    ```
    """
    match certificate["key_algorithm"]:
        case Absent():
            return Passed()
        case Known(str() as algorithm) if algorithm.startswith("EC_") or algorithm in _LONG_ENOUGH:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(algorithm):
            return Failed(because="its key is too short", fix="use EC_prime256v1 or RSA_2048", got=str(algorithm))
