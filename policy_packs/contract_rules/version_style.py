"""
The contract rule API-005, version-style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule

_MAJOR: Final = re.compile(r"(?<=/)v[0-9]+(?=/|$)")


@contract_rule(
    "API-005",
    "version-style",
    on=ApiPart,
    references=(
        "Zalando 114",
        "Zalando 115",
        "IBM ibm-major-version-in-path",
    ),
    options={
        "style": Option(
            "path",
            "Where the major version stands: in the path of servers or of paths, nowhere there, or wherever it likes.",
            one_of=("path", "nowhere", "any"),
        ),
    },
)
def version_style(api: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds contracts whose URLs lack the major version, name another one than `info.version`, or have one where the
    profile wants none.

    ## Why is this bad?
    Two major versions of an API are served side by side for as long as consumers need. They can only be told apart when
    each says its number, in one and the same way.

    ## Example
    ```yaml
    info:
      version: 2.0.0
    servers:
      - url: https://api.meridian.example/ordering/v1
    ```

    Use instead:
    ```yaml
    info:
      version: 2.0.0
    servers:
      - url: https://api.meridian.example/ordering/v2
    ```
    """
    style = options.text("style")
    if style == "any":
        return
    major = api.text("info", "version").partition(".")[0]
    expected = {"0": ("v0", "v1")}.get(major, (f"v{major}",))
    for at, url in _urls(api):
        found = _MAJOR.search(url)
        if style == "nowhere" and found:
            yield Breach(at, "a version stands in the URL", f"drop {found[0]} from it", url)
        elif style == "path" and not found:
            yield Breach(at, "no major version stands in the URL", f"let it have a segment {expected[-1]}", url)
        elif style == "path" and found and major.isdigit() and found[0] not in expected:
            yield Breach(at, f"the URL names another major version than {major}", f"write {expected[-1]}", url)


def _urls(api: ApiPart) -> Iterator[tuple[Node, str]]:
    """Yield where a version is said or missing: at servers, else in paths; what paths share is one place."""
    bases = [server for server in api.api.servers if server.node.tokens[:1] == ("servers",)]
    silent = [server for server in bases if not _MAJOR.search(server.url)]
    yield from ((server.get("url") or server.node, server.url) for server in bases if server not in silent)
    said = {path: _MAJOR.search(path.path) for path in api.api.paths} if silent or not bases else {}
    if any(said.values()):
        whole = api.get("paths") or api.node
        starts = {path.path[: found.end()] for path, found in said.items() if found}
        yield from ((whole, start) for start in sorted(starts))
        yield from ((path.key, path.path) for path, found in said.items() if not found)
    elif said:
        yield ((silent[0].get("url") or silent[0].node, silent[0].url) if silent else (api.node, "no servers"))
