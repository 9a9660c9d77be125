"""
The contract rule EVT-007, marked-person.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPropertyPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule
from platform_constructs.model.organisation import Classification

_MARK = "x-personal"


@contract_rule(
    "EVT-007",
    "marked-person",
    on=EventPropertyPart,
    references=("GDPR article 4(1)", "OWASP API3:2023"),
    options={
        "pattern": Option(
            "(?i:(contact|customer|home|person|site|user|work)?[-_]?(e[-_]?mail|phone|mobile|fax"
            "|(first|last|given|family|middle|full)[-_]?name|birth[-_]?(date|day)|date[-_]?of[-_]?birth|passport"
            "|national[-_]?id|ssn|street|post(al)?[-_]?code|ip[-_]?address|iban)[-_]?(number|address)?)",
            "Names of properties that tell something about a person.",
            is_pattern=True,
        )
    },
)
def marked_person(part: EventPropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds properties that sound like a person's and are not marked `x-personal`, true or false; and those marked true in
    an event that is not classified as personal or payment.

    ## Why is this bad?
    An event is copied to every reader's queue, archive and log. What is not marked is not masked, and nobody knows
    later where it has gone.

    ## Example
    ```yaml
    classification: internal
    schema:
      type: object
      properties:
        email: { type: string }
    ```

    Use instead:
    ```yaml
    classification: personal
    schema:
      type: object
      properties:
        email: { type: string, x-personal: true }
    ```
    """
    marks = [each.value.get(_MARK) for each in (part.written, part.node) if isinstance(each.value, dict)]
    if True in marks:
        if part.event.classification not in (Classification.PERSONAL, Classification.PAYMENT):
            yield Breach(
                part.written,
                f"{part.name} is personal, and the event is classified as {part.event.classification.value}",
                "classify the event as personal, or leave the property out",
                part.name,
            )
    elif False not in marks and options.pattern("pattern").fullmatch(part.name):
        yield Breach(
            part.written,
            f"{part.name} sounds like something about a person, and is not marked",
            "add x-personal: true, or x-personal: false when it is not about a person",
            part.name,
        )
