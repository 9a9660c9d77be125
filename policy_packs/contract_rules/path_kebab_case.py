"""
The contract rule API-009, path-kebab-case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PathPart
from platform_constructs.contracts.lint.rule import contract_rule

_BETWEEN: Final = re.compile(r"\{[^{}]*\}|[.:,;=()]")
_VERSION: Final = re.compile(r"v\d{1,4}")


@contract_rule(
    "API-009",
    "path-kebab-case",
    on=PathPart,
    references=("Zalando 129", "IBM ibm-path-segment-casing-convention", "TM Forum TMF630"),
    options={
        "casing": Option(
            "kebab-case", "How segments are written.", one_of=("camelCase", "kebab-case", "snake_case", "PascalCase")
        )
    },
)
def path_kebab_case(path: PathPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds segments of paths in another casing than the profile's, which is kebab-case where it says nothing. Parameters
    and versions such as `v1` are left alone.

    ## Why is this bad?
    Addresses are typed, logged, matched by firewalls and compared case by case. With one casing nobody has to look up
    how a word was written.

    ## Example
    ```yaml
    paths:
      /workPackages: {}
    ```

    Use instead:
    ```yaml
    paths:
      /work-packages: {}
    ```
    """
    casing = options.text("casing")
    words = [word for segment in path.segments for word in _BETWEEN.split(segment) if word]
    for word in words:
        if not is_cased(word, casing) and not _VERSION.fullmatch(word):
            right = recased(word, casing)
            fix = f"write {right}" if right else f"write it in {casing}"
            yield Breach(path.key, f"a segment of the path is not in {casing}", fix, word)
