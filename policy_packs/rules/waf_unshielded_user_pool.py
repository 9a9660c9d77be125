"""
The rule WAF-002, unshielded-user-pool.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value


@rule(
    "WAF-002",
    "unshielded-user-pool",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("PCI DSS 6.4.2", "OWASP API2:2023"),
    controls=("COG-20",),
)
def unshielded_user_pool(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds Cognito user pools that no web ACL of the same stack is associated with.

    ## Why is this bad?
    The token endpoint and the login pages are on the internet under a guessable name: stuffing lists of
    stolen passwords into them costs an attacker nothing, and every attempt is billed.

    ## Example
    ```json
    {"resource": {"aws_cognito_user_pool": {"consumers": {}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_wafv2_web_acl_association": {
          "pool": {
            "resource_arn": "${aws_cognito_user_pool.consumers.arn}",
            "web_acl_arn": "${aws_wafv2_web_acl.edge.arn}"
          }
        }
      }
    }
    ```
    """
    verdict: Verdict = NotConcerned()
    for association in pool.referrers("aws_wafv2_web_acl_association", "resource_arn"):
        match association["resource_arn"]:
            case Ref(attribute="arn"):
                verdict = _judge(association["web_acl_arn"])
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)  # it is only mentioned: what comes out may be another ARN
        if not isinstance(verdict, Passed):
            return verdict
    view = pool.view
    for association in view.of_type("aws_wafv2_web_acl_association") if view is not None else ():
        match association["resource_arn"]:
            case Unknown(expression=expression) if not isinstance(verdict, Passed):
                return Undecided(expression)  # it may well be this one
            case Unknown(template=text) | Known(str() as text) | Ref(expression=text) if _may_be_one(text):
                if isinstance(verdict, Passed) and not isinstance(_judge(association["web_acl_arn"]), Passed):
                    return Undecided(f"whether {association.address} puts another web ACL in its place")
    if isinstance(verdict, Passed):
        return verdict
    return Failed(
        because="no web ACL stands in front of its token endpoint",
        fix="associate a web ACL, with resource_arn as a reference to this pool",
    )


def _may_be_one(text: str) -> bool:
    """Return whether what is not a reference within the stack may stand for a user pool."""
    return ":userpool/" in text or not text.startswith(("arn:", "aws_"))


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
