"""
The contract rule API-046, media-types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart, RequestBodyPart
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
    "text/(calendar|csv|event-stream|html|plain)( *; *charset=(utf-8|UTF-8))?",  # texts have one, JSON has none
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
    patches = options.texts("patch")
    for body in (*part.api.exchanges.request_bodies, *part.api.exchanges.responses):
        changes = patches if isinstance(body, RequestBodyPart) and _is_of_patch(body) else ()
        for key, _ in body.entries("content"):
            if not _is_one_of(key, options.texts("allowed")):
                bare = key.partition(";")[0].strip().lower()
                is_fine = _is_one_of(bare, options.texts("allowed")) and (not changes or bare in changes)
                usual = changes[0] if changes else "application/json"
                right = bare if is_fine else f"a media type that is agreed, such as {usual}"
                yield Breach(body.node, "a body has a media type that is not agreed", f"write {right}", key)
    for operation in part.api.operations:
        taken = operation.request_body if operation.method == "PATCH" and patches else None
        for media in taken.content if taken is not None else ():
            if media.is_json and media.type not in patches:
                what = "the operation does not say what its JSON changes"
                yield Breach(media.node, what, f"write {patches[0]}", media.type)


def _is_of_patch(body: RequestBodyPart) -> bool:
    return any(user.method == "PATCH" for user in body.users)


def _is_one_of(media_type: str, patterns: tuple[str, ...]) -> bool:
    return any(re.fullmatch(one, media_type) for one in patterns)
