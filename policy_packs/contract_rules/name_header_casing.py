"""
The contract rule API-017, header-casing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule

_RESERVED: Final = ("accept", "authorization", "content-type")
_USUAL: Final = ("DNT", "DPoP", "ETag", "TE", "WWW-Authenticate")


@contract_rule(
    "API-017",
    "header-casing",
    on=ApiPart,
    references=("Zalando 132", "IBM ibm-no-accept-header", "OpenAPI 3.1 Parameter Object"),
    options={"allowed": Option(_USUAL, "Headers that may be written as they are.")},
)
def header_casing(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds headers that are not written in Kebab-Case, and header parameters called Accept, Authorization or
    Content-Type.

    ## Why is this bad?
    Headers mean the same in any case, so that each spelling is one more thing to search logs and code for. OpenAPI has
    those three said by media types and security, and takes no notice of them as parameters: what is declared there
    holds for nothing.

    ## Example
    ```yaml
    parameters:
      - { name: idempotency_key, in: header }
      - { name: Authorization, in: header }
    ```

    Use instead:
    ```yaml
    parameters:
      - { name: Idempotency-Key, in: header }
    ```
    """
    for parameter in part.api.exchanges.parameters:
        if parameter.place == "header" and parameter.name.lower() in _RESERVED:
            said = "security" if parameter.name.lower() == "authorization" else "content"
            what = "a header that OpenAPI takes no notice of is declared as a parameter"
            yield Breach(parameter.node, what, f"drop it, and say it by {said}", parameter.name)
        elif parameter.place == "header":
            yield from _casing(parameter.node, parameter.name, options)
    for response in part.api.exchanges.responses:
        for name, node in response.headers:
            yield from _casing(node, name, options)


def _casing(at: Node, name: str, options: Options) -> Iterator[Breach]:
    if name and name not in options.texts("allowed") and not is_cased(name, "Kebab-Case"):
        right = recased(name, "Kebab-Case")
        yield Breach(at, "a header is not in Kebab-Case", f"call it {right}" if right else "rename it", name)
