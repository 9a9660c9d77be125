"""
Writes an export: the folder as a whole, and only over what an earlier export wrote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platform_constructs.adapters.whole_folder import begun_beside, put
from platform_constructs.errors import ToolError
from platform_constructs.flows.beginning.export_rules import MANIFEST

__all__ = ["write_export"]

_LONGEST: Final = 8 * 1024 * 1024  # of a manifest; a thousand rules need half a MiB
_PYTHONS_OWN: Final = "__pycache__"  # what checkov's Python leaves behind


def write_export(files: Mapping[str, bytes], target: Path) -> None:
    """
    Write the files of an export in one rename.

    Args:
        files: The content by path below the folder, the manifest among them.
        target: The folder; it is made, or replaced when it holds an earlier export and nothing else.

    Raises:
        ToolError: TOOL-012, when something is there that no export wrote; TOOL-013, when it cannot be written.
    """
    _refuse_foreign(target)
    try:
        with begun_beside(target) as folder:
            for name, content in files.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(content)
            put(folder, target)
    except OSError as cause:
        raise ToolError(
            "TOOL-013",
            "the folder of checks cannot be written; what was there before is untouched",
            at=target.name,
            got=str(cause.strerror or cause),
            fix="check the permissions and free space, or name another folder",
        ) from cause


def _refuse_foreign(target: Path) -> None:
    if not target.is_symlink() and not target.exists():
        return
    if target.is_symlink() or not target.is_dir():
        got = "a link" if target.is_symlink() else "a file"
    else:
        held = {
            path.relative_to(target).as_posix()
            for path in target.rglob("*")
            if _PYTHONS_OWN not in path.relative_to(target).parts and (path.is_symlink() or not path.is_dir())
        }
        strangers = held - _written_before(target)
        if not strangers:
            return
        got = min(strangers)
    raise ToolError(
        "TOOL-012",
        "the folder of checks would replace something that no export wrote",
        at=target,
        got=got,
        fix="name a new or empty folder",
    )


def _written_before(target: Path) -> set[str]:
    """Return what the manifest there says an export wrote; nothing when it is none of ours."""
    try:
        if (target / MANIFEST).stat().st_size > _LONGEST:
            return set()
        manifest = json.loads((target / MANIFEST).read_bytes())
        return {MANIFEST, *manifest["files"]} if manifest["format"] == 1 else set()
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return set()
