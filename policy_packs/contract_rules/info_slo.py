"""
The contract rule API-042, info-slo.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule
from platform_constructs.model.slo import Slo


@contract_rule("API-042", "info-slo", on=ApiPart, references=("Google SRE book chapter 4", "OpenSLO v1"))
def info_slo(part: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts that do not promise in `x-slo` how often and how fast the API answers, or in a shape that nobody
    reads. docs/reference/slo.md has it.

    ## Why is this bad?
    What is not promised is either assumed to be perfect, or not relied upon. Nobody can alarm on it, and nobody can
    say after an incident whether it was one.

    ## Example
    ```yaml
    info:
      x-slo: { availability: high }
    ```

    Use instead:
    ```yaml
    info:
      x-slo:
        availability: 99.9
        latency: { p95: 300 }
    ```
    """
    written = part.get("info", "x-slo")
    if written is None:
        fix = "add x-slo, such as { availability: 99.9, latency: { p95: 300 } }"
        yield Breach(part.get("info") or part.node, "the API does not promise how often and how fast it answers", fix)
        return
    try:
        Slo.model_validate(written.value)
    except ValueError as fault:
        second = "".join(str(fault).splitlines()[1:2])  # pydantic's second line says where, if not everywhere
        name = "x-slo" if second.startswith(" ") or not second else second
        yield Breach(written, f"x-slo is not as it is read, at {name}", "write it as docs/reference/slo.md shows", name)
