"""
packs.lock: the digest of every released pack file, so that released means frozen.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.policy.fields import Fields

__all__ = ["check_lock", "digest_of", "is_digest", "with_locked"]

_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
_HEADER: Final = "# Digests of released packs. A changed released file fails everything: copy it to its next version.\n"


def with_locked(lock_text: str, path: str, content: bytes) -> str:
    """
    Return the lock's text with one more file in it; every line it has stays as it is.

    Args:
        lock_text: The lock; empty before the first release.
        path: Where the file is below the packs' folder, such as `baseline/1.0.0.toml`.
        content: Its bytes.
    """
    head, *lines = (lock_text or _HEADER).splitlines()
    return "\n".join([head, *sorted([*lines, f"{json.dumps(path)} = {json.dumps(digest_of(content))}"])]) + "\n"


def check_lock(lock_text: str, files: Mapping[str, bytes], *, file: str = "policy_packs/packs.lock") -> None:
    """
    Hold every released file against the lock.

    Raises:
        PackError: PACK-012 when a file was changed, PACK-013 when one is missing, PACK-014 when one is not locked,
            PACK-015 when the lock cannot be read.
    """
    fields = Fields.parse(
        lock_text, file, error=PackError, unreadable="PACK-015", malformed="PACK-015", unknown="PACK-015"
    )
    locked = fields.source.data
    for path, digest in sorted(locked.items()):
        if not is_digest(digest):
            fix = "take the lock from version control again"
            raise fields.refuse("PACK-015", "the lock holds a path and its sha256 in each line", (path,), digest, fix)
        if path not in files:
            fix = "bring the released file back; domains may still be bound to it"
            raise fields.refuse("PACK-013", "a released pack is missing", (path,), path, fix)
        if digest_of(files[path]) != digest:
            fix = "undo the change, and copy the file to its next version instead"
            raise fields.refuse(
                "PACK-012", f"{path} was changed after its release", (path,), digest_of(files[path]), fix
            )
    for path in sorted(files.keys() - locked.keys()):
        fix = "release the pack, which locks it, or take the file away"
        raise PackError(
            "PACK-014", "a pack stands among the released ones and is not locked", at=file, got=path, fix=fix
        )


def digest_of(content: bytes) -> str:
    """Return a content's digest as locks write it: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def is_digest(value: object) -> bool:
    """Return whether a value is written like a digest."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None
