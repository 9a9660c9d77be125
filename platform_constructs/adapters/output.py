"""
The output folder: written beside its place, moved there in one rename, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from platform_constructs.errors import ToolError

__all__ = ["MANIFEST", "Staging", "staging"]

MANIFEST: Final = "paved.json"
_TERRAFORMS_OWN: Final = (".terraform", ".terraform.lock.hcl")  # what `terraform init` leaves: kept over a new synth


class Staging:
    """
    A folder being written.

    Attributes:
        folder: Where to write.
    """

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder: Final = folder
        self._target = target

    def documents(self) -> dict[str, Mapping[str, Any]]:
        """
        Return the written Terraform of every stack, by name, sorted.

        Raises:
            ToolError: if a file is not there or no JSON object: then nothing can be judged.
        """
        found: dict[str, Mapping[str, Any]] = {}
        for file in sorted((self.folder / "stacks").glob("*/cdk.tf.json")):
            try:
                document = json.loads(file.read_text(encoding="utf-8"))
            except ValueError as cause:
                raise _unreadable(file.parent.name, str(cause)) from cause
            if not isinstance(document, dict):
                raise _unreadable(file.parent.name, type(document).__name__)
            found[file.parent.name] = document
        return found

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every written file, by path relative to the folder, sorted."""
        return {
            file.relative_to(self.folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
        }

    def publish(self, manifest: Mapping[str, Any]) -> None:
        """
        Write the manifest and move the folder to its place.

        Raises:
            ToolError: if the place cannot be written; the earlier output is then still there.
        """
        text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")
        old = self.folder.with_name(self.folder.name + ".old")
        try:
            if self._target.is_symlink() or self._target.is_file():
                raise NotADirectoryError(f"{self._target.name} is not a folder")
            if self._target.exists():
                _keep_terraforms_own(self._target, self.folder)
                self._target.rename(old)
            try:
                self.folder.rename(self._target)
            except OSError:
                if old.exists():
                    old.rename(self._target)
                raise
        except OSError as cause:
            raise _unwritable(self._target, cause) from cause
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def staging(target: Path) -> Iterator[Staging]:
    """
    Offer a folder beside `target`; whatever was not published is gone afterwards.

    Raises:
        ToolError: if no folder can be made there.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        folder.chmod(0o755)
    except OSError as cause:
        raise _unwritable(target, cause) from cause
    try:
        yield Staging(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep_terraforms_own(old: Path, new: Path) -> None:
    for stack in sorted((new / "stacks").iterdir()):
        for name in _TERRAFORMS_OWN:
            kept = old / "stacks" / stack.name / name
            if kept.is_dir():
                shutil.copytree(kept, stack / name, symlinks=True)
            elif kept.is_file():
                shutil.copy2(kept, stack / name)


def _unwritable(target: Path, cause: OSError) -> ToolError:
    return ToolError(
        "GATE-090",
        "the output folder cannot be written; the earlier output is untouched",
        at=target.name,
        got=str(cause.strerror or cause),
        fix="check the permissions and free space, or name another folder with --output",
    )


def _unreadable(stack: str, got: str) -> ToolError:
    return ToolError(
        "GATE-091",
        "the synthesised stack cannot be read back, so it cannot be judged",
        at=f"stacks/{stack}/cdk.tf.json",
        got=got,
        fix="look at the escape hatch of this stack; if it has none, report the contract that led here",
    )
