"""
A folder that appears whole or not at all: written beside its place, and moved there in one rename.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["begun_beside", "put"]


@contextmanager
def begun_beside(target: Path) -> Iterator[Path]:
    """
    Offer an empty folder beside `target`; unless it was `put` there, it is gone afterwards.

    Raises:
        OSError: if no folder can be made there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        folder.chmod(0o755)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(folder: Path, target: Path) -> None:
    """
    Move a folder to its place, instead of what is there.

    Raises:
        OSError: if that fails; what was there is then still there.
    """
    old = folder.with_name(f"{folder.name}.old")
    if target.exists():
        target.rename(old)
    try:
        folder.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
