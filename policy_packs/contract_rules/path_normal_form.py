"""
The contract rule API-012, path-normal-form.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import PathPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-012",
    "path-normal-form",
    on=PathPart,
    references=("Zalando 136", "Spectral path-keys-no-trailing-slash", "Spectral path-not-include-query"),
)
def path_normal_form(path: PathPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds paths that end in a slash, hold an empty segment, a query or a fragment, or do not begin with a slash.

    ## Why is this bad?
    Clients, proxies and caches take `/orders` and `/orders/` for two addresses, and a query in a path matches no
    request at all.

    ## Example
    ```yaml
    paths:
      /orders/: {}
      /orders?state=open: {}
    ```

    Use instead:
    ```yaml
    paths:
      /orders: {}
    ```
    """
    written = path.path
    place, mark, _ = written.partition("?")
    place, hash_mark, _ = place.partition("#")
    if mark or hash_mark:
        fix = f"write {place}, and declare what follows as parameters (in: query)"
        yield Breach(path.key, "a path holds a query or fragment", fix, written)
    elif not written.startswith("/"):
        yield Breach(path.key, "a path does not begin with a slash", f"write /{written}", written)
    elif written != "/" and (written.endswith("/") or "//" in written):
        right = f"/{'/'.join(path.segments)}"
        what = "a path ends in a slash" if written.endswith("/") else "a path holds an empty segment"
        yield Breach(path.key, what, f"write {right}", written)
