"""
The contract rule API-023, errors-taxonomy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ResponsePart
from platform_constructs.contracts.lint.problems import problem_types
from platform_constructs.contracts.lint.reading import text_of
from platform_constructs.contracts.lint.rule import contract_rule
from platform_constructs.errors import shown

# What the gateway answers with itself, whoever owns the API.
_GATEWAY: Final = (
    "bad-gateway,bad-request,forbidden,internal-error,invalid-request,not-found,quota-exceeded,timeout,too-large,"
    "too-many-requests,unauthorized,unsupported-media-type"
)
_BLANK: Final = "about:blank"


@contract_rule(
    "API-023",
    "errors-taxonomy",
    on=ResponsePart,
    references=("RFC 9457 section 4", "IBM ibm-error-response-schemas"),
    options={
        "base": Option("", "What every problem type begins with; empty for any.", registry="problem_base"),
        "types": Option(
            tuple(_GATEWAY.split(",")),
            "Problem types there are; the registry's problem_types come on top.",
            registry="problem_types",
        ),
    },
)
def errors_taxonomy(response: ResponsePart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds problem types that are not registered: in examples of problems, in the values their `type` may have, and in
    `x-problem-types` of a response. `about:blank` is always fine.

    ## Why is this bad?
    Consumers decide by the type what to do next. A type that only one service knows is handled by nobody, and two
    services that call one thing differently are handled twice.

    ## Example
    ```yaml
    x-problem-types: [quote_too_old]
    ```

    Use instead:
    ```yaml
    x-problem-types: [quote-expired] # platform.toml: [contracts] problem_types = ["quote-expired"]
    ```
    """
    base, types = options.text("base"), options.texts("types")
    if not response.is_error or not types:
        return
    for at in problem_types(response):
        said = text_of(at)
        known = said == _BLANK or said in types or (bool(base) and said.removeprefix(base) in types)
        if not base:
            known = known or said.rpartition("/")[2] in types
        if not known:
            fix = f"take one there is, such as {base}{types[0]}, or add it to problem_types in platform.toml"
            yield Breach(at, "nobody registered this type of problem", fix, shown(at.value))
