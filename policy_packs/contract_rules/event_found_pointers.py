"""
The contract rule EVT-015, found-pointers.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.events.event import Ordering
from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.events.pointer import tokens_of
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule

_ATTRIBUTES = ("id", "source", "subject", "time", "type")


@contract_rule(
    "EVT-015", "found-pointers", on=EventPart, references=("CloudEvents 1.0: subject", "CloudEvents 1.0: id")
)
def found_pointers(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds a `subject` or `delivery.idempotency_key` that leads to nothing which every event has, and events that are
    ordered by a subject they do not name.

    ## Why is this bad?
    Readers drop an event whose key they have seen, and sort events by their subject. A key that is missing makes all
    events the same one.

    ## Example
    ```yaml
    subject: /orderID
    schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
    ```

    Use instead:
    ```yaml
    subject: /orderId
    schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
    ```
    """
    event, root = part.event, part.node
    fix = "name a property that the schema requires, step by step"
    if event.subject and not _is_required(part, tokens_of(event.subject)):
        what = "the subject leads to nothing that every event has"
        yield Breach(root.child("subject"), what, fix, event.subject)
    if event.delivery.ordering is Ordering.SUBJECT and not event.subject:
        what = "events are ordered by their subject, and there is none"
        yield Breach(root.child("delivery").child("ordering"), what, "add subject: /orderId, or the like", "subject")
    key = tokens_of(event.delivery.idempotency_key)
    is_found = _is_required(part, key[1:]) if key[:1] == ("data",) else key in {(name,) for name in _ATTRIBUTES}
    if not is_found:
        what = "the idempotency key leads to nothing that every event has"
        at = root.child("delivery").child("idempotency_key")
        yield Breach(at, what, "write /id, or /data/ and a required property", event.delivery.idempotency_key)


def _is_required(part: EventPart, tokens: tuple[str, ...]) -> bool:
    schema: Node | None = part.event.schema
    for token in tokens:
        if schema is None or token not in part.api.required(schema):
            return False
        schema = part.api.properties(schema).get(token)
    return bool(tokens) and schema is not None
