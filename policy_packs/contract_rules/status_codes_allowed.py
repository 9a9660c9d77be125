"""
The contract rule API-026, status-codes-allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule

_USUAL: Final = (
    "200,201,202,204,206,207,301,302,303,304,307,308,400,401,402,403,404,405,406,408,409,410,411,412,413,414,415,416,"
    "417,418,421,422,423,424,426,428,429,431,451,500,501,502,503,504,505,511"
)
_EMPTY: Final = ("204", "205", "304")


@contract_rule(
    "API-026",
    "status-codes-allowed",
    on=OperationPart,
    references=("Zalando 243", "IBM ibm-no-body-for-delete", "Azure az-delete-204-response", "RFC 9110"),
    options={
        "statuses": Option(tuple(_USUAL.split(",")), "Statuses that may be used, beside ranges and `default`."),
        "bodiless": Option(("GET", "HEAD", "DELETE", "TRACE"), "Methods whose requests carry no body."),
    },
)
def status_codes_allowed(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds statuses that are not well known, answers 204, 205 and 304 with content, operations without an answer that
    tells of success, and GET, HEAD, DELETE and TRACE with a request body.

    ## Why is this bad?
    Clients, proxies and gateways act on the status: they know what a 409 is, and take a 299 or 600 for an accident. A
    body where HTTP gives it no meaning is dropped on the way.

    ## Example
    ```yaml
    delete:
      requestBody: { content: { application/json: {} } }
      responses: { '299': { description: Gone. } }
    ```

    Use instead:
    ```yaml
    delete:
      responses: { '204': { description: Gone. } }
    ```
    """
    written = operation.node.get("responses")
    for response in operation.responses:
        status = response.status
        is_range = re.fullmatch(r"[1-5]XX", status) is not None
        if status != "default" and not is_range and status not in options.texts("statuses"):
            at = (written.get(status) if written else None) or operation.node
            yield Breach(at, "clients and gateways do not know this status", "use one of the well-known ones", status)
        if status in _EMPTY and response.content:
            fix = f"drop the content, or answer 200 in place of {status}"
            yield Breach(response.node, f"an answer {status} has no content, and this one declares some", fix, status)
    if written is not None and not any(one.status[:1] in ("1", "2", "3", "d") for one in operation.responses):
        fix = f"add {'201' if operation.method == 'POST' else '200'}"
        yield Breach(written, "the operation never succeeds", fix, operation.label)
    if operation.method in options.texts("bodiless") and (body := operation.node.get("requestBody")) is not None:
        fix = "say it in the path or query, or use POST"
        yield Breach(body, f"a request {operation.method} carries no body", fix, operation.method)
