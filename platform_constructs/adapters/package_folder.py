"""
Where an installed package lies, found as Python finds it, without importing anything.
"""

from __future__ import annotations

from importlib.machinery import PathFinder
from pathlib import Path

__all__ = ["package_folder"]


def package_folder(package: str) -> Path | None:
    """
    Return a package's folder; None when it is no ordinary folder with an `__init__.py` on Python's path.

    Args:
        package: A dotted name. Python's finder for folders looks it up part by part, and imports no parent either.
    """
    folder, name = None, ""
    for part in package.split("."):
        name = f"{name}.{part}" if name else part
        spec = PathFinder.find_spec(name, None if folder is None else [str(folder)])
        init = Path(spec.origin) if spec is not None and spec.origin is not None else Path()
        if init.name != "__init__.py" or not init.is_file():
            return None
        folder = init.parent
    return folder
