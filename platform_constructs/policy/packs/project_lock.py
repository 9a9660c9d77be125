"""
A project's packs.lock: the digest of every file that packs from other distributions bring, agreed to before any of it
is run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.policy.fields import Fields
from platform_constructs.policy.packs.lifecycle import LIFECYCLE
from platform_constructs.policy.packs.lock import digest_of, is_digest
from platform_constructs.policy.packs.packaged import Packaged

__all__ = ["FILE", "Change", "ProjectLock"]

FILE: Final = "packs.lock"

_HEADER: Final = """\
# What packs of other distributions may say and run here, by digest. `paved packs lock` writes it.
# Review a change of this file like a change of code: it lets new rules run.
"""
_RUN: Final = "review what changed, and run `paved packs lock`"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """
    One difference between the lock and what is installed.

    Attributes:
        subject: A file's name, or a distribution's.
        kind: new, changed, or gone.
        was: The locked digest or version; empty when new.
        now: The installed one; empty when gone.
    """

    subject: str
    kind: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ProjectLock:
    """
    Digests that a project agreed to.

    Attributes:
        distributions: The version of each distribution, by its name.
        files: The digest of each file, by distribution and path.
        file: Where the lock is.
    """

    distributions: Mapping[str, str]
    files: Mapping[str, str]
    file: str = FILE

    @classmethod
    def read(cls, text: str, file: str = FILE) -> ProjectLock:
        """
        Read a lock.

        Raises:
            PackError: PACK-079 when it is not one.
        """
        code = "PACK-079"
        fields = Fields.parse(text, file, error=PackError, unreadable=code, malformed=code, unknown=code)
        data = fields.source.data
        fields.only(data, (), ("distributions", "files"))
        versions, digests = fields.table(data, ("distributions",)), fields.table(data, ("files",))
        for name in sorted(versions):
            fields.text(versions, ("distributions", name))
        for name in sorted(digests):
            if not is_digest(digests[name]):
                fix = "take the lock from version control again"
                raise fields.refuse(code, "the lock holds the sha256 of each file", ("files", name), digests[name], fix)
        return cls(dict(versions), dict(digests), file)

    @classmethod
    def of(cls, packages: Iterable[Packaged]) -> ProjectLock:
        """Return the lock that agrees to what is installed."""
        ordered = sorted(packages, key=lambda each: each.distribution)
        return cls(
            {each.distribution: each.version for each in ordered},
            {name: digest_of(content) for each in ordered for name, content in sorted(each.named_files.items())},
        )

    def __str__(self) -> str:
        parts = [_HEADER]
        for title, table in (("distributions", self.distributions), ("files", self.files)):
            lines = [f"{json.dumps(name)} = {json.dumps(table[name])}\n" for name in sorted(table)]
            parts.append(f"\n[{title}]\n{''.join(lines)}")
        return "".join(parts)

    def changes(self, new: ProjectLock) -> tuple[Change, ...]:
        """Return what another lock says otherwise, distributions first."""
        found: list[Change] = []
        for before, after in ((self.distributions, new.distributions), (self.files, new.files)):
            for name in sorted(before.keys() | after.keys()):
                was, now = before.get(name, ""), after.get(name, "")
                if was != now:
                    found.append(Change(name, "changed" if was and now else "gone" if was else "new", was, now))
        return tuple(found)

    def check(self, package: Packaged) -> None:
        """
        Hold one distribution against the lock.

        Raises:
            PackError: PACK-076 when it or a file of it is not locked, PACK-077 when a file was changed, PACK-078 when
                a locked file is gone, PACK-080 when another version of it is locked.
        """
        locked = self.distributions.get(package.distribution)
        if locked is None:
            raise self._refusal(
                "PACK-076", f"nobody agreed to run what {package.distribution} brings", package.distribution
            )
        if locked != package.version:
            what = f"{package.distribution} {locked} is locked, and another version is installed"
            raise self._refusal("PACK-080", what, package.version, f"install {locked}; or {_RUN}")
        for name, content in sorted(package.named_files.items()):
            if name not in self.files:
                raise self._refusal("PACK-076", f"a file of {package.distribution} is not locked", name)
            if digest_of(content) != self.files[name]:
                what = f"{name} was changed since it was locked"
                raise self._refusal("PACK-077", what, digest_of(content), f"install it again; or {_RUN}")
        folders = tuple(package.named(each) for each in ("rules/", *(f"{pack}/" for pack in package.packs), LIFECYCLE))
        for name in sorted(self.files.keys() - package.named_files.keys()):
            if name.startswith(folders):
                what = f"a locked file of {package.distribution} is gone"
                raise self._refusal("PACK-078", what, name, f"install it again; or {_RUN}")

    def distribution_of(self, pack: str) -> str | None:
        """Return who brought a pack when the lock was written; None when it knows no such pack."""
        return next((name.split("/")[0] for name in sorted(self.files) if name.split("/")[1:2] == [pack]), None)

    def _refusal(self, code: str, what: str, got: str, fix: str = _RUN) -> PackError:
        return PackError(code, what, at=self.file, got=got, fix=fix)
