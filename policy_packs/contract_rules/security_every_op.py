"""
The contract rule API-030, security-every-op.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.access import is_open
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-030",
    "security-every-op",
    on=ApiPart,
    references=("Zalando 104", "OWASP API2:2023 write-restricted", "OWASP API2:2023 read-restricted"),
)
def security_every_op(part: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations that answer whoever calls, without saying `x-public: true`: no `security`, an empty one, or one
    with an empty alternative.

    ## Why is this bad?
    An operation that nobody secured looks exactly like one that was meant to be open. The word tells them apart, and
    is looked at in review.

    ## Example
    ```yaml
    get:
      operationId: getStatus
    ```

    Use instead:
    ```yaml
    get:
      operationId: getStatus
      security: []
      x-public: true
    ```
    """
    operations = part.api.operations
    open_ones = [one for one in operations if is_open(one) and one.node.value.get("x-public") is not True]
    fix = "add security with the scheme and scopes, or x-public: true where everybody may call it"
    if len(open_ones) == len(operations) > 1 and not any(one.says("security") for one in operations):
        what = f"none of the {len(operations)} operations says who may call it"
        yield Breach(part.get("security") or part.node, what, fix, "security")
        return
    for one in open_ones:
        at = one.node.get("security") or one.node
        what = "the operation answers whoever calls, and does not say that it is meant to"
        yield Breach(at, what, fix, one.label)
