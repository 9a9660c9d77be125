"""
The contract rule API-046, media-types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule

_JSON: Final = (
    "application/json",
    r"application/json-patch\+json",
    r"application/merge-patch\+json",
    r"application/problem\+json",
)
_OTHERS: Final = (
    "application/octet-stream",
    "application/pdf",
    "application/x-www-form-urlencoded",
    "image/[a-z.+-]+",
    "multipart/form-data",
    "text/(calendar|csv|event-stream|html|plain)",
)


@contract_rule(
    "API-046",
    "media-types",
    on=ApiPart,
    references=("Zalando 167", "Zalando 172", "RFC 7396", "IBM ibm-use-application-json"),
    options={
        "allowed": Option((*_JSON, *_OTHERS), "Media types that bodies may have.", is_pattern=True),
        "patch": Option(
            ("application/merge-patch+json", "application/json-patch+json"), "JSON that PATCH may take; none for any."
        ),
    },
)
def media_types(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds bodies of media types that are not agreed, such as `*/*`, `text/json` or one with a charset that JSON does
    not have, and PATCH operations whose JSON does not say what a change means.

    ## Why is this bad?
    Gateways pick validation, and clients the parser, by the media type letter by letter. A PATCH with plain JSON leaves
    open whether what is missing stays, or goes.

    ## Example
    ```yaml
    patch:
      requestBody: { content: { 'application/json;charset=utf-8': {} } }
    ```

    Use instead:
    ```yaml
    patch:
      requestBody: { content: { application/merge-patch+json: {} } }
    ```
    """
    for body in (*part.api.exchanges.request_bodies, *part.api.exchanges.responses):
        for key, _ in body.entries("content"):
            if not any(re.fullmatch(one, key) for one in options.texts("allowed")):
                bare = key.partition(";")[0].strip().lower()
                is_fine = any(re.fullmatch(one, bare) for one in options.texts("allowed"))
                right = bare if is_fine else "a media type that is agreed, such as application/json"
                yield Breach(body.node, "a body has a media type that is not agreed", f"write {right}", key)
    patches = options.texts("patch")
    for operation in part.api.operations:
        taken = operation.request_body if operation.method == "PATCH" and patches else None
        for media in taken.content if taken is not None else ():
            if media.is_json and media.type not in patches:
                what = "the operation does not say what its JSON changes"
                yield Breach(media.node, what, f"write {patches[0]}", media.type)
