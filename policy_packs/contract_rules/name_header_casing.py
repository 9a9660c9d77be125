"""
The contract rule API-017, header-casing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ParameterPart
from platform_constructs.contracts.lint.rule import contract_rule

_IGNORED: Final = {
    "accept": "name the media types of the responses instead",
    "authorization": "use security and a security scheme instead",
    "content-type": "name the media types of the request body instead",
}


@contract_rule(
    "API-017",
    "header-casing",
    on=ParameterPart,
    references=(
        "Zalando 132",
        "IBM ibm-no-accept-header",
    ),
    options={
        "pattern": Option(
            r"[A-Z][A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)*", "What a whole header's name looks like.", is_pattern=True
        ),
    },
)
def header_casing(parameter: ParameterPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds header parameters that are not written as `Kebab-Case`, and parameters called Accept, Authorization or
    Content-Type, which OpenAPI ignores.

    ## Why is this bad?
    Headers are compared without case, but people search for them as they are written. What OpenAPI ignores is in no
    generated client: media types and security schemes are the way to say it.

    ## Example
    ```yaml
    parameters:
      - { name: authorization, in: header, schema: { type: string } }
    ```

    Use instead:
    ```yaml
    security:
      - oauth: [ordering/orders.read]
    ```
    """
    name = parameter.name
    if parameter.place != "header" or not name:
        return
    if name.lower() in _IGNORED:
        yield Breach(
            parameter.node, "a header parameter of this name is ignored by OpenAPI", _IGNORED[name.lower()], name
        )
    elif not options.pattern("pattern").fullmatch(name):
        fix = "write " + "-".join(word[:1].upper() + word[1:] for word in name.replace("_", "-").split("-"))
        yield Breach(parameter.node, "a header's name is not Kebab-Case", fix, name)
