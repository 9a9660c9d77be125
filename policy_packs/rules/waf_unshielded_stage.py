"""
The rule WAF-001, unshielded-stage.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value


@rule(
    "WAF-001",
    "unshielded-stage",
    concerns={"aws_api_gateway_stage"},
    severity="high",
    references=("FSBP APIGateway.4", "PCI DSS 6.4.2", "OWASP API4:2023", "CKV2_AWS_29"),
    controls=("AGW-06",),
)
def unshielded_stage(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages of REST APIs that no web ACL of the same stack is associated with: the other rules judge what
    that web ACL does. Private APIs are left alone.

    ## Why is this bad?
    Every probe of the internet reaches the authorizer and the backend: nothing counts requests per address,
    nothing stops known exploits, and there is nowhere to put a rule during an attack.

    ## Example
    ```json
    {"resource": {"aws_api_gateway_stage": {"live": {"stage_name": "live"}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_wafv2_web_acl_association": {
          "api": {
            "resource_arn": "${aws_api_gateway_stage.live.arn}",
            "web_acl_arn": "${aws_wafv2_web_acl.edge.arn}"
          }
        }
      }
    }
    ```
    """
    kinds: tuple[Value, ...] = ()
    match stage["rest_api_id"]:
        case Ref(target=api) if api.type == "aws_api_gateway_rest_api":
            kinds = api.elements("endpoint_configuration.types")
    if Known("PRIVATE") in kinds:
        return NotConcerned()

    verdict: Verdict = NotConcerned()
    for association in stage.referrers("aws_wafv2_web_acl_association", "resource_arn"):
        match association["resource_arn"]:
            case Ref(attribute="arn"):
                verdict = _judge(association["web_acl_arn"])
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)  # it is only mentioned: what comes out may be another ARN
        if not isinstance(verdict, Passed):
            return verdict
    view = stage.view
    for association in view.of_type("aws_wafv2_web_acl_association") if view is not None else ():
        match association["resource_arn"]:
            case Unknown(expression=expression) if not isinstance(verdict, Passed):
                return Undecided(expression)  # it may well be this one
            case Unknown(template=text) | Known(str() as text) | Ref(expression=text) if _may_be_one(text):
                if isinstance(verdict, Passed) and not isinstance(_judge(association["web_acl_arn"]), Passed):
                    return Undecided(f"whether {association.address} puts another web ACL in its place")
    if isinstance(verdict, Passed):
        return verdict

    for kind in kinds:
        if isinstance(kind, Unknown | Ref):
            return Undecided(kind.expression)
    return Failed(
        because="no web ACL stands in front of it",
        fix="keep the paved road's association, with resource_arn as a reference to this stage",
    )


def _may_be_one(text: str) -> bool:
    """Return whether what is not a reference within the stack may stand for a stage."""
    return "/restapis/" in text or not text.startswith(("arn:", "aws_"))


def _judge(acl: Value) -> Verdict:
    match acl:
        case Ref(target=target, attribute="arn") if target.type == "aws_wafv2_web_acl":
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="the web ACL in front of it is not of this stack, so nothing judges its rules",
                fix="associate the paved road's own web ACL, with web_acl_arn as a reference to it",
                got=acl.expression if isinstance(acl, Ref) else str(getattr(acl, "value", "")),
            )
