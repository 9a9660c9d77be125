"""
One version of a pack by the name people type: a released one, or the draft of the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.model.nearest import nearest
from platform_constructs.policy.packs.pack import DRAFT, read_pack
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack

__all__ = ["NEXT", "read_candidate", "read_draft", "read_version"]

NEXT: Final = "NEXT"
"""What stands in a version's place for the draft: `external-api@NEXT`."""


def read_candidate(
    label: str,
    shelf: Shelf,
    drafts: Mapping[str, bytes],
    *,
    rules_known: frozenset[str],
    folder: str = "policy_packs",
) -> Pack:
    """
    Return the version that a label names.

    Args:
        label: `external-api@1.1.0` for a released version, `external-api@NEXT` for the draft of the next one.
        shelf: Every released pack.
        drafts: The content of each `<name>/next.toml`, by pack name. What it says is read only when it is asked for,
            so that nobody is stopped by somebody else's unfinished draft.
        rules_known: Codes of every rule there is.
        folder: What messages call the folder the drafts lie in.

    Raises:
        PackError: PACK-030 for something that is no label, PACK-031 when there is no draft, PACK-032 when nobody
            released that version; and whatever is wrong with the draft.
    """
    name, at, version = label.partition("@")
    if not at or not name or not version:
        raise PackError(
            "PACK-030",
            "a version of a pack is written as its name, an @ and the version",
            at="the command line",
            got=label,
            fix=f"write it like {name or 'external-api'}@1.1.0, or {name or 'external-api'}@{NEXT} for the draft",
        )
    if version == NEXT:
        return read_draft(name, shelf, drafts, rules_known=rules_known, folder=folder)
    found = next((pack for pack in shelf.packs if (pack.name, pack.version) == (name, version)), None)
    if found is None:
        raise _nobody_released(name, version, shelf, drafts)
    return found


def read_version(label: str, shelf: Shelf, drafts: Mapping[str, bytes], *, rules_known: frozenset[str]) -> Pack:
    """
    Return the version that a label names; for a pack's name alone its newest release, or its draft before the first.

    Raises:
        PackError: PACK-030 to PACK-033, as `read_candidate`.
    """
    if "@" in label:
        return read_candidate(label, shelf, drafts, rules_known=rules_known)
    released = [pack for pack in shelf.packs if pack.name == label]
    if released:
        return released[-1]
    if label in drafts:
        return read_draft(label, shelf, drafts, rules_known=rules_known)
    raise _nobody_released(label, "", shelf, drafts)


def read_draft(
    name: str, shelf: Shelf, drafts: Mapping[str, bytes], *, rules_known: frozenset[str], folder: str = "policy_packs"
) -> Pack:
    """
    Return the draft of a pack's next version; see `read_candidate`.

    Raises:
        PackError: PACK-031 when there is none, and whatever is wrong with it.
    """
    if name not in drafts:
        known = {pack.name for pack in shelf.packs} | drafts.keys()
        raise PackError(
            "PACK-031",
            f"there is no draft of a next version of {name}",
            at=f"{folder}/{name}/{DRAFT}",
            got="no file",
            fix=f"begin one with `paved packs new {name}`"
            if name in known
            else nearest(name, known, f"begin one with `paved packs new {name}`"),
        )
    file = f"{folder}/{name}/{DRAFT}"
    try:
        text = drafts[name].decode("utf-8")
    except UnicodeDecodeError as cause:
        raise PackError(
            "PACK-033", "a draft is text in UTF-8", at=file, got=f"byte {cause.start}", fix="save it as UTF-8"
        ) from cause
    return read_pack(text, file, rules_known=rules_known)


def _nobody_released(name: str, version: str, shelf: Shelf, drafts: Mapping[str, bytes]) -> PackError:
    there = shelf.versions(name)
    known = sorted({pack.name for pack in shelf.packs})
    if there:
        fix = f"use one of {', '.join([*there, *([NEXT] if name in drafts else [])])}"
    else:
        fix = nearest(name, known, f"use one of {', '.join(known) or 'none: no pack is released'}")
    return PackError(
        "PACK-032",
        "nobody released this version" if version else "nobody released this pack",
        at="the command line",
        got=f"{name}@{version}" if version else name,
        fix=fix,
    )
