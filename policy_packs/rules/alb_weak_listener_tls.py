"""
The rule ALB-002, weak-listener-tls.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_STRONG: Final = re.compile(r"ELBSecurityPolicy-TLS13-1-(3|2-Res)(-FIPS)?(-PQ)?-20[0-9]{2}-[0-9]{2}")


@rule(
    "ALB-002",
    "weak-listener-tls",
    concerns={"aws_alb_listener", "aws_lb_listener"},
    severity="medium",
    references=("FSBP ELB.17", "PCI DSS 4.2.1", "CKV2_AWS_74"),
    controls=("ALB-09",),
)
def weak_listener_tls(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds https and tls listeners whose security policy is not one of the recommended ones (TLS 1.3, or 1.2 with
    restricted ciphers), or that name none: AWS then takes ELBSecurityPolicy-2016-08, which speaks TLS 1.0.

    ## Why is this bad?
    Whoever can be pushed down to an old version or cipher can be listened to. The provider takes any text here
    and says nothing when none is given.

    ## Example
    ```json
    {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-2016-08"}
    ```

    Use instead:
    ```json
    {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"}
    ```
    """
    match listener["protocol"], listener["ssl_policy"]:
        case _, Known(str() as policy) if _STRONG.fullmatch(policy):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case Known("HTTPS" | "TLS"), (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case Known("HTTPS" | "TLS"), (Absent() | Known()) as policy:
            return Failed(
                because="callers can be pushed down to an old TLS version or a weak cipher",
                fix="set ssl_policy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, or keep the packs' tls.policy",
                got=str(policy.value) if isinstance(policy, Known) else "",
            )
        case _:
            return Passed()
