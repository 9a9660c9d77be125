"""
Finds the text of the rules and of the modules they stand on, wherever Python or a distribution has it.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from platform_constructs.adapters.checkov.export import answers, paved_checks
from platform_constructs.adapters.pack_distributions import InstalledPacks
from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.export_rules import RuleSource
from platform_constructs.policy.packs.lock import digest_of
from platform_constructs.policy.rule import Rule

__all__ = ["InstalledSources"]

_PACKAGE: Final = b'"""\nChecks for checkov, written by `paved packs export`: see README.md.\n"""\n'


class InstalledSources:
    """
    The text of what runs in this process.

    Args:
        digests: The SHA-256 of every rule file that a distribution brought, as it was when it was run.
    """

    answers: Final = answers.__name__

    def __init__(self, digests: Mapping[str, str]) -> None:
        self._digests = digests

    def scaffold(self) -> dict[str, bytes]:
        """Return the files that every export has as they are, by path."""
        return {"__init__.py": _PACKAGE, "paved_checks.py": Path(paved_checks.__file__).read_bytes()}

    def of_module(self, name: str) -> bytes | None:
        """Return a module's text; None when there is no such module, or it is no file."""
        try:
            spec = find_spec(name)
        except ModuleNotFoundError:  # what it would be in is no package
            return None
        return Path(spec.origin).read_bytes() if spec and spec.origin and spec.has_location else None

    def of_rule(self, rule: Rule) -> RuleSource:
        """
        Return where a rule is written.

        Raises:
            PackError: PACK-087, when it stands in no file, or not at the top of it, or the file has changed.
        """
        names: Mapping[str, object] = getattr(rule.check, "__globals__", {})
        module, file = str(names.get("__name__")), str(names.get("__file__"))
        attribute = next((name for name, value in names.items() if value is rule), None)
        if attribute is None:
            raise _no_source(rule, module, "it is not a name of its module")
        text = self._packaged(file) if file in self._digests else _imported(rule)
        if text is None:
            raise _no_source(rule, module, "its file is gone, or is not the one that was loaded")
        return RuleSource(module, attribute, text)

    def _packaged(self, file: str) -> bytes | None:
        """Return a rule file of a distribution by the name messages give it, if it is still the one that was run."""
        installed, (distribution, _, path) = InstalledPacks(), file.partition("/")
        offers = tuple(offer for offer in installed.offers() if offer.distribution == distribution)
        text = installed.read(offers).files.get(path) if offers else None
        return text if text is not None and digest_of(text) == self._digests[file] else None


def _imported(rule: Rule) -> bytes | None:
    file = inspect.getsourcefile(rule.check)
    return Path(file).read_bytes() if file and Path(file).is_absolute() and Path(file).is_file() else None


def _no_source(rule: Rule, module: str, got: str) -> PackError:
    return PackError(
        "PACK-087",
        f"the rule {rule.code} cannot be exported, because its source cannot be found",
        at=module,
        got=got,
        fix="write each rule at the top of a file of its own, and install the package as files",
    )
