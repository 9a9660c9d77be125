"""
The digest of a contract: of what its files say, not of how they are written.
"""

from __future__ import annotations

import hashlib
import json
import posixpath

from platform_constructs.contracts.document.references import References

__all__ = ["contract_digest", "files_of"]


def files_of(contract: References) -> tuple[str, ...]:
    """Return a contract's file and every other that it refers to, by path relative to the repository, sorted."""
    main = contract.main.file
    folder = posixpath.dirname(main)
    return tuple(sorted(posixpath.join(folder, name) if name else main for name in contract.roots))


def contract_digest(contract: References) -> str:
    """
    Return `sha256:` and the digest of what a contract's files say.

    Each file is written as JSON with sorted keys and without spaces, in UTF-8, after its path relative to the
    contract's folder, as JSON too; the contract's own path is empty, so that moving a folder changes nothing. Files
    follow each other by that path, each on two lines.
    """
    digest = hashlib.sha256()
    for name, root in sorted(contract.roots.items()):
        for value in (name, root.value):
            text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            digest.update(text.encode("utf-8", "surrogatepass") + b"\n")
    return f"sha256:{digest.hexdigest()}"
