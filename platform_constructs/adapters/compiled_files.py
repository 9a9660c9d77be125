"""
Writes what a contract was compiled to: the body, and the map that leads from it back to the contract.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from platform_constructs.adapters.together import write_together
from platform_constructs.errors import ToolError
from platform_constructs.model.place import Place

__all__ = ["write_compiled"]


def write_compiled(
    body: Path | None, content: Mapping[str, Any], sources: Path | None, places: Mapping[str, Place]
) -> None:
    """
    Write a body, its map, or both; all of it or nothing.

    Args:
        body: Where to write the body; None to leave it.
        content: The body.
        sources: Where to write the map; None to leave it.
        places: For each pointer of the body its place in the contract.

    Raises:
        ToolError: CON-074, when a file cannot be written; all are then as they were.
    """
    files: dict[Path, bytes | None] = {}
    if body is not None:
        files[body] = _text(content)
    if sources is not None:
        files[sources] = _text({pointer: asdict(place) for pointer, place in places.items()})
    try:
        write_together(files)
    except OSError as cause:
        raise ToolError(
            "CON-074",
            "the compiled contract cannot be written; nothing was",
            at=" and ".join(map(str, files)),
            got=cause.strerror or str(cause),
            fix="check the folder's permissions and free space, or name another file",
        ) from cause


def _text(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
