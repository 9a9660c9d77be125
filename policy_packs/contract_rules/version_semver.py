"""
The contract rule API-004, version-semver.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule

_VERSION: Final = re.compile(
    r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


@contract_rule(
    "API-004",
    "version-semver",
    on=ApiPart,
    references=(
        "Zalando 116",
        "Semantic Versioning 2.0.0",
    ),
)
def version_semver(api: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts whose `info.version` is no semantic version of three numbers.

    ## Why is this bad?
    Consumers read from the step of a version whether they have work to do. The comparison of two versions asks for the
    step that the changes need, which only a semantic version can take.

    ## Example
    ```yaml
    info:
      version: v1 (June)
    ```

    Use instead:
    ```yaml
    info:
      version: 1.4.0
    ```
    """
    said = api.get("info", "version")
    if said is not None and not (isinstance(said.value, str) and _VERSION.fullmatch(said.value)):
        yield Breach(said, "the version is no semantic version", "write three numbers, such as 1.4.0", str(said.value))
