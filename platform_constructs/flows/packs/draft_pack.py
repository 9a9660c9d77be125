"""
Begin the draft of a pack's next version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.policy.packs.draft_text import begun_anew, begun_from
from platform_constructs.policy.packs.pack import DRAFT
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.steps import Step, next_version

__all__ = ["draft_pack"]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST: Final = 64


def draft_pack(
    name: str,
    step: Step,
    shelf: Shelf,
    files: Mapping[str, bytes],
    drafts: Mapping[str, bytes],
    *,
    home: str = "policy_packs",
) -> str:
    """
    Return the text of a new draft: a copy of the newest release, or of a first version that says nothing yet.

    Args:
        name: The pack.
        step: How far the version is to step; of no matter for a first version.
        shelf: Every released pack.
        files: The content of each released file, by its path below the packs' folder.
        drafts: Drafts there are already, by pack name.
        home: What messages call the packs' folder.

    Raises:
        PackError: PACK-050 for something that is no name, PACK-051 when a draft is there already.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise PackError(
            "PACK-050",
            "a pack's name is lower-case words joined by hyphens",
            at="the command line",
            got=name,
            fix="name it for whom it binds, for example partner-api",
        )
    if name in drafts:
        raise PackError(
            "PACK-051",
            f"there is a draft of the next version of {name} already",
            at=f"{home}/{name}/{DRAFT}",
            got="a file",
            fix="go on with it, release it, or take it away",
        )
    versions = shelf.versions(name)
    if not versions:
        return begun_anew(name)
    released = files[f"{name}/{versions[-1]}.toml"].decode("utf-8")
    return begun_from(released, name=name, version=next_version(versions[-1], step))
