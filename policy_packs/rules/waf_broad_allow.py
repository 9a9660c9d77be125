"""
The rule WAF-012, broad-allow.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_NARROWEST: Final = {4: 24, 6: 48}


@rule(
    "WAF-012",
    "broad-allow",
    concerns={"wafv2.rule"},
    severity="high",
    references=("AWS WAF guidance: allow sparingly",),
    controls=("WAF-11",),
)
def broad_allow(rule: Resource) -> Verdict:
    """
    ## What it does
    Finds rules that allow requests, unless they match a set of addresses no wider than /24 (IPv4) or /48
    (IPv6).

    ## Why is this bad?
    Allow ends the evaluation: whoever matches meets no later rule, no rate limit and no managed group. What a
    header, a path or a country says is in the caller's hands.

    ## Example
    ```json
    {"action": {"allow": {}}, "statement": {"byte_match_statement": {"search_string": "partner"}}}
    ```

    Use instead:
    ```json
    {
      "action": {
        "allow": {}
      },
      "statement": {
        "ip_set_reference_statement": {
          "arn": "${aws_wafv2_ip_set.partner.arn}"
        }
      }
    }
    ```
    """
    if not rule.blocks("action.allow"):
        return NotConcerned()
    sets = [rule["statement.ip_set_reference_statement.arn"]]
    both = rule.blocks("statement.and_statement.statement")
    sets += [each["ip_set_reference_statement.arn"] for each in both]
    for each in sets:
        match each:
            case Ref(target=target) if target.type == "aws_wafv2_ip_set":
                return _judge(target)
    for each in sets:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
        if isinstance(each, Known):
            return Undecided(f"the addresses of {each.value}")
    return Failed(
        because="it lets requests past every later rule on a sign the caller controls",
        fix="allow a narrow set of addresses, or count and label instead of allowing",
    )


def _judge(addresses: Resource) -> Verdict:
    for each in addresses.elements("addresses"):
        match each:
            case Known(value):
                try:
                    network = ip_network(str(value), strict=False)
                except ValueError:
                    return _too_wide(str(value))
                if network.prefixlen < _NARROWEST[network.version]:
                    return _too_wide(str(value))
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
    return Passed()


def _too_wide(got: str) -> Failed:
    return Failed(
        because="it lets a wide range of addresses past every later rule",
        fix="list the partner's own addresses, no wider than /24 or /48",
        got=got,
    )
