"""
The rule KMS-004, boundless-grant.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "KMS-004",
    "boundless-grant",
    concerns={"aws_kms_grant"},
    severity="high",
    references=("AWS KMS: grant constraints", "PCI DSS 7.2"),
    controls=("KMS-03",),
)
def boundless_grant(grant: Resource) -> Verdict:
    """
    ## What it does
    Finds grants on keys that let their holder make further grants (CreateGrant), or are not bound to an
    encryption context. Grants to describe a key only are left alone.

    ## Why is this bad?
    A grant works beside the key policy, where no reviewer of that policy sees it. With CreateGrant its holder
    lets in whom he likes; without a context he opens everything the key ever closed.

    ## Example
    ```json
    {"operations": ["Decrypt", "CreateGrant"]}
    ```

    Use instead:
    ```json
    {"operations": ["Decrypt"], "constraints": {"encryption_context_equals": {"tenant": "ordering"}}}
    ```
    """
    operations = grant.elements("operations")
    if Known("CreateGrant") in operations:
        return _failed("its holder may let others in")
    for each in operations:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    if all(each == Known("DescribeKey") for each in operations):
        return Passed()
    for bound in grant.blocks("constraints"):
        for name in ("encryption_context_equals", "encryption_context_subset"):
            match bound[name]:
                case Known({**context}) if context:
                    return Passed()
                case Unknown():
                    return Passed()  # a context with a computed value is one, too
    return _failed("it opens everything that was ever encrypted with the key")


def _failed(because: str) -> Failed:
    return Failed(because=because, fix="leave CreateGrant out, and bind it to an encryption context")
