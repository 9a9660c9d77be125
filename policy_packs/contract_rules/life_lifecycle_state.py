"""
The contract rule API-006, lifecycle-state.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule
from platform_constructs.errors import shown

_STATES: Final = ("draft", "beta", "stable", "deprecated", "retired")
_FIX: Final = f"write x-lifecycle: {', '.join(_STATES[:-1])} or {_STATES[-1]}"


@contract_rule(
    "API-006", "lifecycle-state", on=ApiPart, references=("oasdiff stability levels", "Zalando 219", "TM Forum TMF630")
)
def lifecycle_state(part: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts without `x-lifecycle` in `info`, and any `x-lifecycle`, of the contract or an operation, that is
    none of draft, beta, stable, deprecated and retired. That a state only moves forward is what `paved contract diff`
    says.

    ## Why is this bad?
    The state says what consumers may rely on: a draft may change tomorrow, a stable API only compatibly. A word of
    one's own promises nothing, and no tool understands it.

    ## Example
    ```yaml
    info:
      x-lifecycle: experimental
    ```

    Use instead:
    ```yaml
    info:
      x-lifecycle: draft
    ```
    """
    if part.get("info", "x-lifecycle") is None:
        yield Breach(part.get("info") or part.node, "the API does not say how far it is", _FIX)
    holders = (part.get("info"), *(operation.node for operation in part.api.operations))
    for written in (holder.get("x-lifecycle") for holder in holders if holder is not None):
        if written is not None and written.value not in _STATES:
            yield Breach(written, "no stage of life has this name", _FIX, shown(written.value))
