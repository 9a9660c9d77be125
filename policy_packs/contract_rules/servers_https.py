"""
The contract rule API-033, servers-https.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ServerPart
from platform_constructs.contracts.lint.reading import items_of, text_of
from platform_constructs.contracts.lint.rule import contract_rule

_EXAMPLE: Final = re.compile(r"(^|\.)example\.(com|net|org)$")
_LARGEST: Final = 2_000


@contract_rule(
    "API-033",
    "servers-https",
    on=ServerPart,
    references=("OWASP API8:2023 no-server-http", "Spectral oas3-server-trailing-slash"),
)
def servers_https(server: ServerPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds servers without TLS, on example.com, .net or .org, or with a slash at the end, each variable by its default
    and the values there are to choose from. A path without a host is fine.

    ## Why is this bad?
    Clients take the server from the contract. Without TLS everybody on the way reads tokens and data; with a slash at
    the end addresses have two.

    ## Example
    ```yaml
    servers:
      - url: http://api.example.com/
    ```

    Use instead:
    ```yaml
    servers:
      - url: https://api.meridian.example
    ```
    """
    url = server.url[:_LARGEST]
    schemes = []
    for name, variable in server.entries("variables"):
        said = text_of(variable.get("default"))
        if url.startswith(f"{{{name}}}"):
            schemes += [text_of(one) for one in items_of(variable.get("enum"))]
        url = url.replace(f"{{{name}}}", said)
    scheme, mark, rest = url.partition("://")
    scheme = scheme.lower()
    choices = {one.lower().partition(":")[0] for one in (scheme if mark else "", *schemes)}
    if choices & {"ftp", "http", "ws"}:
        yield Breach(server.node, "the server is reached without TLS", "write https", server.url)
    host = rest.partition("/")[0].partition(":")[0].lower()
    if _EXAMPLE.search(host):
        yield Breach(server.node, "the server is one of the names kept for examples", "write where the API is", host)
    if url.endswith("/") and url != "/":
        yield Breach(server.node, "the server's url ends in a slash", f"write {server.url.rstrip('/')}", server.url)
