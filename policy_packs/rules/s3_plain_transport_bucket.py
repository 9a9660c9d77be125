"""
The rule S3-001, plain-transport-bucket.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Undecidable, Unknown, Value


@rule(
    "S3-001",
    "plain-transport-bucket",
    concerns={"aws_s3_bucket"},
    severity="medium",
    references=("FSBP S3.5", "PCI DSS 4.2.1"),
    controls=("ALB-03",),
)
def plain_transport_bucket(bucket: Resource) -> Verdict:
    """
    ## What it does
    Finds buckets, such as those of access logs, whose policy in the same stack does not refuse requests without
    TLS (Deny for everybody when aws:SecureTransport is false).

    ## Why is this bad?
    S3 answers over http as well: whoever fetches logs that way shows them, client addresses and paths included,
    to everybody on the way.

    ## Example
    ```json
    {"bucket": "access-logs"}
    ```

    Use instead:
    ```json
    {"effect": "Deny", "principals": [{"type": "*", "identifiers": ["*"]}], "actions": ["s3:*"],
     "condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}]}
    ```
    """
    holders = (bucket, *bucket.referrers("aws_s3_bucket_policy", "bucket"))
    statements = [each for holder in holders for each in _statements(holder)]
    if any(_refuses(each) for each in statements):
        return Passed()
    for each in statements:
        for value in (each["effect"], *_conditions(each)):
            if isinstance(value, Unknown):
                return Undecided(value.expression)
    return Failed(
        because="it answers without TLS",
        fix="refuse s3:* to everybody when aws:SecureTransport is false",
    )


def _statements(holder: Resource) -> list[Resource]:
    policy, at = holder["policy"], f"{holder.address}#/policy/statement"
    if isinstance(policy, Ref):
        at = f"{policy.target.address}#/statement"
        if policy.target.elements("source_policy_documents"):
            raise Undecidable(policy.expression)  # what several documents come to is for Terraform to say
    found: list[Resource] = []
    while holder.view is not None and (each := holder.view.get(f"{at}/{len(found)}")) is not None:
        found.append(each)
    if isinstance(policy, Unknown | Ref) and not found:
        raise Undecidable(policy.expression)
    return found


def _refuses(statement: Resource) -> bool:
    who = [each for principal in statement.blocks("principals") for each in principal.elements("identifiers")]
    actions = [str(each.value).lower() for each in statement.elements("actions") if isinstance(each, Known)]
    return (
        statement["effect"] == Known("Deny")
        and Known("*") in who
        and any(fnmatchcase("s3:getobject", each) for each in actions)
        and any(_is_plain(each) for each in statement.blocks("conditions"))
    )


def _is_plain(condition: Resource) -> bool:
    match condition["variable"]:
        case Known(str() as variable) if variable.lower() == "aws:securetransport":
            values = condition.elements("values")
            return Known("false") in values or Known(False) in values
    return False


def _conditions(statement: Resource) -> list[Value]:
    return [each["variable"] for each in statement.blocks("conditions")]
