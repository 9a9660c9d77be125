"""
The rule APIGW-005, unmodelled-body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_SAYS_SOMETHING: Final = (
    "$ref",
    "allOf",
    "anyOf",
    "enum",
    "items",
    "oneOf",
    "patternProperties",
    "properties",
    "required",
)


@rule(
    "APIGW-005",
    "unmodelled-body",
    concerns={"openapi.operation"},
    severity="medium",
    references=("OWASP API3:2023", "PCI DSS 6.2.4"),
    controls=("AGW-15", "AGW-16"),
)
def unmodelled_body(operation: Resource) -> Verdict:
    """
    ## What it does
    Finds operations with a JSON request body that has no schema, an empty one, or one that is not in the
    document.

    ## Why is this bad?
    A request validator without a model accepts every body: validation is switched on and checks nothing, and
    API Gateway does not say so.

    ## Example
    ```json
    {"requestBody": {"content": {"application/json": {}}}}
    ```

    Use instead:
    ```json
    {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}}
    ```
    """
    reference = operation["requestBody.$ref"]
    body = operation.blocks("requestBody")
    if isinstance(reference, Known) and operation.parent is not None:
        body = operation.parent.blocks(_path(str(reference.value)))
        if not body:
            return _failed(str(reference.value))
    for content in (content for block in body for content in block.blocks("content")):
        for media_type in sorted(content.body):
            if "json" not in media_type.lower():
                continue  # API Gateway has models for JSON only
            schema = content[f"{media_type}.schema"]
            if isinstance(schema, Known) and isinstance(schema.value, Mapping) and "$ref" in schema.value:
                to = str(schema.value["$ref"])
                schema = Absent() if operation.parent is None else operation.parent[_path(to)]
            match schema:
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
                case Known(value) if isinstance(value, Mapping) and any(word in value for word in _SAYS_SOMETHING):
                    continue
                case _:
                    return _failed(media_type)
    return Passed() if body else NotConcerned()


def _path(pointer: str) -> str:
    return pointer.removeprefix("#/").replace("/", ".").replace("~1", "/").replace("~0", "~")


def _failed(got: str) -> Failed:
    return Failed(
        because="its JSON body is validated against nothing",
        fix="give the request body a schema in the contract that names its properties",
        got=got,
    )
