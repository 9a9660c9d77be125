"""
Which operations list things: their answer is an array, or an object that holds the array and says what comes next.
"""

from __future__ import annotations

from typing import NamedTuple

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.parts import OperationPart, ResponsePart

__all__ = ["Listing", "listing_of"]


class Listing(NamedTuple):
    """
    What an operation lists.

    Attributes:
        response: The answer.
        array: The array's schema, references followed.
        holder: The schema of the object around it; None when the answer is the array itself.
    """

    response: ResponsePart
    array: Node
    holder: Node | None


def listing_of(operation: OperationPart, names: tuple[str, ...]) -> Listing | None:
    """
    Return what a GET lists; None when it lists nothing. A path that ends in a parameter reads one thing.

    Args:
        operation: The operation.
        names: What the property is called that holds the array.
    """
    if operation.method != "GET" or operation.path.rstrip("/").endswith("}"):
        return None
    api = operation.api
    for response in operation.responses:
        if response.status not in ("200", "206", "2XX"):
            continue
        for media in response.content:
            if not media.is_json or media.schema is None:
                continue
            schema = api.resolve(media.schema)
            if "array" in api.types(schema):
                return Listing(response, schema, None)
            properties = api.properties(schema)
            for name in names:
                if name in properties and "id" not in properties:
                    array = api.resolve(properties[name])
                    if "array" in api.types(array):
                        return Listing(response, array, schema)
    return None
