"""
The contract rule EVT-013, utc-moments.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPropertyPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "EVT-013",
    "utc-moments",
    on=EventPropertyPart,
    references=("RFC 3339", "Zalando 169", "Zalando 235"),
    options={
        "pattern": Option(
            ".*([a-z]At|[tT]imestamp|[dD]ateTime|[a-z]Time)", "Names of properties that are moments.", is_pattern=True
        )
    },
)
def utc_moments(part: EventPropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds moments that are no RFC 3339 texts in UTC: properties that are named like one, such as `changedAt`, without
    `format: date-time`, and moments whose `pattern` does not ask for the `Z` at their end.

    ## Why is this bad?
    Seconds since 1970, local times and offsets all look right until the clocks change. Readers sort events by these
    texts, which only works in one time zone.

    ## Example
    ```yaml
    changedAt: { type: integer }
    ```

    Use instead:
    ```yaml
    changedAt: { type: string, format: date-time, pattern: 'Z$', maxLength: 30 }
    ```
    """
    said = {key: each.value[key] for each in part.meant for key in ("format", "pattern") if key in each.value}
    if said.get("format") == "date-time":
        if not str(said.get("pattern", "")).endswith("Z$"):
            yield Breach(
                part.written, f"{part.name} may be in any time zone", "add pattern: 'Z$', and publish UTC", part.name
            )
    elif options.pattern("pattern").fullmatch(part.name) and said.get("format") not in ("time", "duration"):
        yield Breach(
            part.written,
            f"{part.name} is named like a moment and is no RFC 3339 text",
            "write type: string, format: date-time, pattern: 'Z$'; or name it after what it is",
            part.name,
        )
