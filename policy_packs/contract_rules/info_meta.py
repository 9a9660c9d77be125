"""
The contract rule API-003, info-meta.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-003",
    "info-meta",
    on=ApiPart,
    references=(
        "Zalando 218",
        "Spectral info-contact",
        "Spectral info-description",
    ),
    options={
        "required": Option(
            ("title", "description", "contact.name", "x-owner"), "What `info` has to say; a dot steps into a mapping."
        ),
        "reachable": Option(True, "Whether the contact needs an `email` or a `url`."),
    },
)
def info_meta(api: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts whose `info` lacks its title, description, contact or owner, or leaves one of them empty.

    ## Why is this bad?
    Who has a question about an API, or a fault to report, has the contract and nothing else at hand.

    ## Example
    ```yaml
    info:
      title: Orders
    ```

    Use instead:
    ```yaml
    info:
      title: Orders
      description: Place orders and follow them.
      contact: { name: Ordering team, email: ordering@example.org }
      x-owner: ordering
    ```
    """
    info = api.get("info") or api.node
    for name in options.texts("required"):
        if not api.text("info", *name.split(".")).strip():
            yield Breach(info, f"info says nothing about {name}", f"add {name} to info", name)
    if options.flag("reachable") and not (api.text("info", "contact", "email") or api.text("info", "contact", "url")):
        at = api.get("info", "contact") or info
        yield Breach(at, "the contact cannot be reached", "add email or url to info.contact", "contact")
