"""
The output folder: written beside its place, moved there in one rename, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from platform_constructs.adapters.whole_folder import begun_beside, put
from platform_constructs.catalog.manifest import ASYNCAPI, MANIFESTS
from platform_constructs.errors import ToolError

__all__ = ["MANIFEST", "ROUTES", "Staging", "staging"]

MANIFEST: Final = "paved.json"
ROUTES: Final = "routes.json"
_OURS: Final = frozenset({MANIFEST, MANIFESTS, ASYNCAPI, ROUTES, "manifest.json", "stacks"})
_SIGNED: Final = frozenset({MANIFEST, "manifest.json"})  # cdktf's own manifest: an output from before the gate
_WRITTEN: Final = frozenset({"assets", "cdk.tf.json", "metadata.json"})  # in a stack's folder; the rest is others'
_READ_BY_TERRAFORM: Final = (".tf", ".tf.json", ".tofu", ".tofu.json")


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
            ToolError: if a file is not there or no JSON object: then nothing can be judged; or if Terraform would
                read a file that is not judged.
        """
        _refuse_unjudged(self.folder)
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

    def add_route_map(self, text: str) -> None:
        """
        Write the route map beside the stacks.

        Raises:
            ToolError: if it cannot be written; the earlier output is then still there.
        """
        try:
            (self.folder / ROUTES).write_text(text, encoding="utf-8")
        except OSError as cause:
            raise _unwritable(self._target, cause) from cause

    def add_catalogue(self, files: Mapping[str, str]) -> None:
        """
        Write what the catalogue is made from, by path, into folders beside the stacks.

        Raises:
            ToolError: if one cannot be written; the earlier output is then still there.
        """
        try:
            for path, text in files.items():
                file = self.folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        except OSError as cause:
            raise _unwritable(self._target, cause) from cause

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
            ToolError: if the place cannot be written, or a file would come to stand there that Terraform reads and
                nobody judged; the earlier output is then still there.
        """
        text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")
        _refuse_foreign(self._target)
        try:
            if self._target.exists():
                _keep_what_is_not_ours(self._target, self.folder)
            _refuse_unjudged(self.folder)
            put(self.folder, self._target)
        except OSError as cause:
            raise _unwritable(self._target, cause) from cause


@contextmanager
def staging(target: Path) -> Iterator[Staging]:
    """
    Offer a folder beside `target`; whatever was not published is gone afterwards.

    Raises:
        ToolError: if no folder can be made there, or what is there is not paved's to replace.
    """
    _refuse_foreign(target)
    with ExitStack() as closing:
        try:
            folder = closing.enter_context(begun_beside(target))
        except OSError as cause:
            raise _unwritable(target, cause) from cause
        yield Staging(folder, target)


def _refuse_foreign(target: Path) -> None:
    """Replace only what is empty or what an earlier synth wrote, with nothing beside it."""
    if not target.is_symlink() and not target.exists():
        return
    if not target.is_symlink() and target.is_dir():
        held = {entry.name for entry in target.iterdir()}
        if not held or (held <= _OURS and held & _SIGNED):
            return
        got = min(held - _OURS, default="stacks")
    else:
        got = "a link" if target.is_symlink() else "a file"
    raise ToolError(
        "GATE-093",
        "the output would replace something that paved did not write",
        at=target,
        got=got,
        fix="name a new or empty folder with --output",
    )


def _refuse_unjudged(folder: Path) -> None:
    """Terraform reads every configuration file of a stack's folder, whoever put it there."""
    for file in sorted((folder / "stacks").glob("*/*")):
        if file.name != "cdk.tf.json" and file.name.endswith(_READ_BY_TERRAFORM):
            raise ToolError(
                "GATE-095",
                "Terraform would read a file that nobody judged",
                at=f"stacks/{file.parent.name}",
                got=file.name,
                fix="delete it from the output folder, or from the escape hatch that writes it",
            )


def _keep_what_is_not_ours(old: Path, new: Path) -> None:
    """Carry over what `terraform init`, or anybody, left in the folder of a stack that is written again."""
    for stack in sorted((new / "stacks").iterdir()):
        if not (old / "stacks" / stack.name).is_dir():
            continue
        for kept in sorted((old / "stacks" / stack.name).iterdir()):
            if kept.name in _WRITTEN:
                continue
            if kept.is_dir() and not kept.is_symlink():
                shutil.copytree(kept, stack / kept.name, symlinks=True)
            else:
                shutil.copy2(kept, stack / kept.name, follow_symlinks=False)


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
