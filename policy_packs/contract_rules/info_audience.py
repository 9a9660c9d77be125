"""
The contract rule API-002, info-audience.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-002",
    "info-audience",
    on=ApiPart,
    references=("Zalando 219",),
    options={
        "values": Option(
            ("component-internal", "business-unit-internal", "company-internal", "external-partner", "external-public"),
            "The audiences there are, the narrowest first.",
        ),
    },
)
def info_audience(api: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts that do not say in `info` for whom the API is, by `x-audience`.

    ## Why is this bad?
    Who may call an API decides how fast it may change, how it is documented, and which rules bind it. Nobody can tell
    from the paths.

    ## Example
    ```yaml
    info:
      title: Orders
    ```

    Use instead:
    ```yaml
    info:
      title: Orders
      x-audience: external-partner
    ```
    """
    said = api.get("info", "x-audience")
    known = options.texts("values")
    if said is None:
        fix = f"add x-audience to info: one of {', '.join(known)}"
        yield Breach(api.get("info") or api.node, "nothing says for whom the API is", fix)
    elif said.value not in known:
        yield Breach(said, "x-audience is no audience there is", f"write one of {', '.join(known)}", str(said.value))
