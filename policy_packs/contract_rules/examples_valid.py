"""
The contract rule API-039, examples-valid.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.examples import unfit_examples
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-039",
    "examples-valid",
    on=ApiPart,
    references=("Spectral oas3-valid-media-example", "Spectral oas3-valid-schema-example"),
    options={"defaults": Option(True, "Whether defaults count as well.")},
)
def examples_valid(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Holds every example and default of schemas, parameters, headers and JSON bodies against its schema, formats such as
    `date-time` and `uuid` included. What cannot be judged, because no validator takes the schema or it would take too
    long, is told as well.

    ## Why is this bad?
    Consumers copy examples, and test servers answer with them. One that the API itself would refuse costs each of them
    an afternoon.

    ## Example
    ```yaml
    schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
    example: { orderID: 42 }
    ```

    Use instead:
    ```yaml
    schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
    example: { orderId: '42' }
    ```
    """
    for unfit in unfit_examples(part.api, defaults=options.flag("defaults")):
        fix = "correct the example, or the schema if the example is right"
        if unfit.is_undecided:
            fix = "write the schema so that a validator takes it, or make the example smaller"
        yield Breach(unfit.at, unfit.because, fix, unfit.got)
