"""
The rule ALB-016, open-port.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_WORLD: Final = re.compile(r"[0-9a-fA-F.:]+/[0-7]")
_SOURCES: Final = ("cidr_blocks", "cidr_ipv4", "cidr_ipv6", "ipv6_cidr_blocks")
_WEB: Final = ((Known(80), Known(80)), (Known(443), Known(443)))


@rule(
    "ALB-016",
    "open-port",
    concerns={"aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"},
    severity="high",
    references=("FSBP EC2.18", "FSBP EC2.19", "PCI DSS 1.3.1"),
    controls=("ALB-20",),
)
def open_port(group: Resource) -> Verdict:
    """
    ## What it does
    Finds security group rules that let the whole internet in (networks wider than /8) on anything but one of
    the ports 80 and 443. All protocols together are all ports.

    ## Why is this bad?
    Management ports, databases and debug ports are found within minutes by those who scan the internet for
    them, and then only a password stands between.

    ## Example
    ```json
    {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 22, "to_port": 22}
    ```

    Use instead:
    ```json
    {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    ```
    """
    if group.type == "aws_security_group":
        verdicts = [_judge(each) for each in group.blocks("ingress")]
        return next((each for each in verdicts if each != Passed()), Passed())
    return Passed() if group["type"] == Known("egress") else _judge(group)


def _judge(ingress: Resource) -> Verdict:
    every = Known("-1") in (ingress["protocol"], ingress["ip_protocol"])
    ports = (ingress.number("from_port"), ingress.number("to_port"))
    if not every and ports in _WEB:
        return Passed()
    sources = [each for at in _SOURCES for each in ingress.elements(at)]
    wide = any(isinstance(each, Known) and _WORLD.fullmatch(str(each.value)) for each in sources)
    late = sources if not wide else [] if every else ports
    for each in late:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    if not wide:
        return Passed()
    return Failed(
        because="the whole internet reaches a port that is not for it",
        fix="name the networks or security groups that need it, or open only port 443",
    )
