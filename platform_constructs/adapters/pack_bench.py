"""
Reads the bench on which packs are made, and writes what a release freezes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platform_constructs.adapters.case_files import case_files
from platform_constructs.adapters.pack_drafts import read_drafts, read_lifecycle_text
from platform_constructs.adapters.pack_files import read_pack_files
from platform_constructs.adapters.together import write_together
from platform_constructs.errors import PackError, first_line
from platform_constructs.flows.packs.bench import Bench
from platform_constructs.flows.packs.release_pack import Frozen
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.policy.packs.lock import check_lock
from platform_constructs.policy.packs.pack import DRAFT
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.rule import Rule

__all__ = ["BenchFolders"]

_LOCK: Final = "packs.lock"
_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})


@dataclass(frozen=True, slots=True)
class BenchFolders:
    """
    Where the parts of a bench lie.

    Attributes:
        packs: The folder of the packs.
        cases: The folder of the rules' cases. Beside it, golden verdicts lie in `golden/verdicts`; the changelog's
            fragments lie in `changelog.d` of the folder around both, if there is one.
    """

    packs: Path
    cases: Path

    @property
    def golden(self) -> Path:
        """Where golden verdicts lie."""
        return self.cases.parent / "golden" / "verdicts"

    @property
    def changelog(self) -> Path:
        """Where the changelog's fragments lie."""
        return self.cases.parent.parent / "changelog.d"

    def released(self) -> tuple[dict[str, bytes], str]:
        """
        Return every released file by its path, and the text of the lock; nothing before the first release.

        Raises:
            PackError: if one cannot be read.
        """
        if (self.packs / _LOCK).exists() or any(self.packs.glob("*/[0-9]*.toml")):
            return read_pack_files(self.packs)
        return {}, ""

    def read(self, rules: Mapping[str, Rule]) -> Bench:
        """
        Return the bench.

        Args:
            rules: Every rule its packs may name, by code.

        Raises:
            PackError: if a released file was altered, something cannot be read, or there are no cases: PACK-054.
        """
        home = self.packs.name
        files, lock = self.released()
        check_lock(lock, files, file=f"{home}/{_LOCK}")
        shelf = Shelf(packs_in(files, home, rules_known=frozenset(rules)))
        if not self.cases.is_dir():
            raise PackError(
                "PACK-054",
                "there are no cases, so nothing says what the rules mean",
                at=self.cases.name,
                got="no such folder",
                fix="name the folder of the rules' cases with --cases",
            )
        drafts, cases = read_drafts(self.packs), case_files(self.cases)
        return Bench(home, shelf, lock, drafts, rules, cases, self._golden(), read_lifecycle_text(self.packs))

    def refuse_installed(self) -> None:
        """
        Refuse to change packs where they are installed instead of where they are made.

        Raises:
            PackError: PACK-052.
        """
        if inside := sorted(_INSTALLED.intersection(self.packs.resolve().parts)):
            raise PackError(
                "PACK-052",
                "these packs are installed here, and made elsewhere",
                at=self.packs.name,
                got=inside[0],
                fix="go to a checkout of the repository they are made in, or name its folder with --folder",
            )

    def write_draft(self, name: str, text: str) -> None:
        """
        Write a new draft.

        Raises:
            PackError: PACK-052 where packs are installed, PACK-046 when it cannot be written.
        """
        self.refuse_installed()
        self._write({self.packs / name / DRAFT: text.encode()})

    def write(self, frozen: Frozen) -> tuple[str, ...]:
        """
        Write what a release freezes, all of it or nothing, and return the names of the files.

        Raises:
            PackError: PACK-052 where packs are installed, PACK-053 when a file is in the way, PACK-046 when something
                cannot be written; everything is then as it was.
        """
        self.refuse_installed()
        files = {self.golden / f"{stem}.json": text.encode() for stem, text in frozen.golden.items()}
        if frozen.fragment and self.changelog.is_dir():
            files[self.changelog / frozen.fragment[0]] = frozen.fragment[1].encode()
        new = [*files, *(self.packs / path for path, text in frozen.packs.items() if text and path != _LOCK)]
        if there := sorted(file for file in new if file.exists()):
            raise _in_the_way(there[0])
        packs = {self.packs / path: None if text is None else text.encode() for path, text in frozen.packs.items()}
        self._write({**files, **packs})
        return tuple(self._named(file) for file, text in {**packs, **files}.items() if text is not None)

    def _named(self, file: Path) -> str:
        around = next((each for each in file.parents if self.packs.parent.is_relative_to(each)), file.parent)
        return file.relative_to(around).as_posix()

    def _write(self, files: Mapping[Path, bytes | None]) -> None:
        try:
            write_together(files)
        except OSError as cause:
            raise PackError(
                "PACK-046",
                "the files cannot be written; everything is as it was",
                at=self.packs.name,
                got=cause.strerror or first_line(cause),
                fix="look at permissions and free space, and try again",
            ) from cause

    def _golden(self) -> dict[str, str]:
        found = {}
        for file in sorted(self.golden.glob("*.json")):
            try:
                found[file.stem] = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as cause:
                raise PackError(
                    "PACK-034",
                    "golden verdicts cannot be read",
                    at=f"golden/verdicts/{file.name}",
                    got=getattr(cause, "strerror", None) or first_line(cause),
                    fix="take the file from version control again",
                ) from cause
        return found


def _in_the_way(file: Path) -> PackError:
    return PackError(
        "PACK-053",
        "a file is in the way of this release",
        at=f"{file.parent.name}/{file.name}",
        got="a file",
        fix="take it away if it is left over; if not, that version was released already",
    )
