"""
The contract rule API-024, errors-declared.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.access import demands_of, is_open
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-024",
    "errors-declared",
    on=OperationPart,
    references=("Zalando 151", "OWASP API8:2023 define-error-validation", "Azure az-default-response"),
    options={
        "always": Option(("429", "500"), "What every operation has to declare."),
    },
)
def errors_declared(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations that do not declare the errors they can answer with: 400 or 422 when they take a body, query or
    headers, 401 when they are secured, 403 when they ask for scopes, 404 when the path holds a parameter, and 429 and
    500. `4XX`, `5XX` and `default` stand for what they cover.

    ## Why is this bad?
    Clients are generated from what is declared. An error that is not there is one that nobody handles, and it comes on
    the worst day.

    ## Example
    ```yaml
    responses:
      '200': { description: The order. }
    ```

    Use instead:
    ```yaml
    responses:
      '200': { description: The order. }
      '401': { $ref: '#/components/responses/Unauthorized' }
      '429': { $ref: '#/components/responses/TooManyRequests' }
      default: { $ref: '#/components/responses/Problem' }
    ```
    """
    declared = {response.status.upper() for response in operation.responses}
    if not declared or "DEFAULT" in declared:
        return
    missing = [one for one in _wanted(operation, options) if not {one, f"{one[0]}XX"} & declared]
    if "400" in missing and "422" in declared:
        missing.remove("400")
    if missing:
        names = ", ".join(missing)
        at = operation.node.get("responses") or operation.node
        yield Breach(at, "the operation does not declare errors it can answer with", f"add {names}", names)


def _wanted(operation: OperationPart, options: Options) -> list[str]:
    takes = {parameter.place for parameter in operation.parameters}
    wanted = set(options.texts("always"))
    if operation.request_body is not None or takes & {"query"}:
        wanted.add("400")
    if not is_open(operation):
        wanted.add("401")
        if any(demand.scopes for demand in demands_of(operation)):
            wanted.add("403")
    if "path" in takes:
        wanted.add("404")
    return sorted(wanted)
