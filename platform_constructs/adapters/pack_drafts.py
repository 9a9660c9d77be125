"""
Reads what lies beside the released packs: drafts of next versions, and which versions are on their way out.
"""

from __future__ import annotations

from pathlib import Path

from platform_constructs.adapters.bounded_folder import ordinary
from platform_constructs.errors import PackError, first_line
from platform_constructs.policy.packs.lifecycle import LIFECYCLE
from platform_constructs.policy.packs.pack import DRAFT

__all__ = ["LIFECYCLE", "read_drafts", "read_lifecycle_text"]


def read_drafts(folder: Path) -> dict[str, bytes]:
    """
    Return the content of each draft by the name of its pack, sorted. None is no fault.

    Raises:
        PackError: PACK-034, if a draft cannot be read.
    """
    found: dict[str, bytes] = {}
    for file in sorted(folder.glob(f"*/{DRAFT}")):
        try:
            found[file.parent.name] = file.read_bytes()
        except OSError as cause:
            raise _unreadable(f"{folder.name}/{file.parent.name}/{DRAFT}", cause) from cause
    return found


def read_lifecycle_text(folder: Path) -> str:
    """
    Return which versions are on their way out, as written; empty when there is no such file.

    Raises:
        PackError: PACK-034, if the file is there and cannot be read.
    """
    try:
        return ordinary(folder / LIFECYCLE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as cause:
        raise _unreadable(f"{folder.name}/{LIFECYCLE}", cause) from cause


def _unreadable(at: str, cause: Exception) -> PackError:
    return PackError(
        "PACK-034",
        "a file beside the released packs cannot be read",
        at=at,
        got=getattr(cause, "strerror", None) or first_line(cause),
        fix="look at its permissions and encoding, or take it from version control again",
    )
