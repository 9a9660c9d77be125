"""
The contract rule API-001, info-api-id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule

_ID: Final = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|urn:[a-z0-9][a-z0-9-]{0,31}:[^\s]{1,200}", re.IGNORECASE
)


@contract_rule(
    "API-001",
    "info-api-id",
    on=ApiPart,
    references=("Zalando 215",),
)
def info_api_id(api: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts without `x-api-id` in `info`, and ids that are neither a UUID nor a URN.

    ## Why is this bad?
    The title changes, the version rises and the stack may be renamed. The catalogue, consumers and the comparison of
    versions need one name that never changes.

    ## Example
    ```yaml
    info:
      title: Orders
    ```

    Use instead:
    ```yaml
    info:
      title: Orders
      x-api-id: 6f1c1c1e-6f0e-4f6c-9d0e-0d3a6a1f2b3c
    ```
    """
    info = api.get("info") or api.node
    said = api.get("info", "x-api-id")
    if said is None:
        yield Breach(
            info, "nothing names the API for good", "add x-api-id with a new UUID to info, and never change it"
        )
    elif not (isinstance(said.value, str) and _ID.fullmatch(said.value)):
        yield Breach(
            said, "x-api-id is neither a UUID nor a URN", "write a new UUID, and never change it", str(said.value)
        )
