"""
Reads the contract profiles that come with the rules they name.
"""

from __future__ import annotations

from pathlib import Path

from platform_constructs.adapters.bounded_folder import BoundedFolder
from platform_constructs.errors import PackError

__all__ = ["read_profile_files"]


def read_profile_files(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """
    Return the text of every profile by its name in messages, and their digests.

    Args:
        folder: The folder `contract_profiles` of a package.

    Raises:
        PackError: CON-101, if one cannot be read.
    """
    source = BoundedFolder(folder, f"{folder.parent.name}/{folder.name}/")
    files = sorted(file.name for file in folder.glob("*.toml"))
    texts = {source.called + file: source.text(file, PackError, "CON-101") for file in files}
    return texts, dict(source.digests)
