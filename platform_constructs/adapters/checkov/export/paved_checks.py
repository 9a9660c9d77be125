"""
Runs inside checkov: puts exported rules to each block of a `*.tf.json`, with the whole file in view.

checkov shows a check one block of a file, with every value wrapped in lists. The rules ask about references, policy
documents and OpenAPI bodies: so the file itself is read again, once. Whatever stands in the way is a failed check.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

__all__ = ["load"]

LOADER = "checkov.common.checks.base_check_registry"
FOLDER = Path(__file__).resolve().parent
MANIFEST = "paved.manifest"
RUNNER = "checkov.terraform_json.runner"


class Copies(MetaPathFinder, Loader):
    """Imports the copied modules, and only as they were exported. Their packages are empty."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder = folder / "modules"
        copies = {Path(file).name.removesuffix(".py"): digest for file, digest in files.items() if "/" in file}
        self.digests = copies
        self.packages = {name.rsplit(".", n)[0] for name in copies for n in range(1, name.count(".") + 1)}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        """Return where a copied module is; None for any other."""
        if fullname not in self.digests and fullname not in self.packages:
            return None
        origin = str(self.file(fullname)) if fullname in self.digests else None
        return ModuleSpec(fullname, self, origin=origin, is_package=fullname in self.packages)

    def exec_module(self, module: ModuleType) -> None:
        """Run a module, once its bytes have proved to be the exported ones."""
        name = module.__name__
        if name in self.digests:
            source = self.file(name).read_bytes()
            if hashlib.sha256(source).hexdigest() != self.digests[name]:
                raise ImportError(f"{self.file(name).name} is not as it was exported")
            module.__file__ = str(self.file(name))
            code = compile(source, module.__file__, "exec", dont_inherit=True)
            exec(code, vars(module))  # noqa: S102  # what an import does

    def file(self, name: str) -> Path:
        """Return a module's copy."""
        return self.folder / f"{name}.py"

    def refuse_others(self) -> None:
        """Refuse to mix with modules of the same names that something else has imported with other content."""
        for name, digest in self.digests.items():
            file = getattr(sys.modules.get(name), "__file__", None)
            if file and hashlib.sha256(Path(file).read_bytes()).hexdigest() != digest:
                raise ImportError(f"{name} is loaded from {file} already, and is another version")


class Scan:
    """What is known about the files of the scan that is running."""

    def __init__(self, answers: Callable[[str, object], Any]) -> None:
        self._answers = answers
        self._read: dict[str, Any] = {}
        self.files: dict[str, str] = {}

    def of(self, shown: str) -> Any:
        """Return the answers about a file by the name checkov shows; None for one that is no `*.tf.json`."""
        if shown not in self.files:
            if not shown.endswith(".tf.json"):
                return None
            raise LookupError(f"{shown} is not among the files that checkov reads")
        path = self.files[shown]
        if path not in self._read:
            self._read[path] = self._parsed(Path(path))
        if isinstance(self._read[path], Exception):
            raise self._read[path]
        return self._read[path]

    def _parsed(self, path: Path) -> Any:
        try:
            return self._answers(path.parent.name, json.loads(path.read_bytes(), object_pairs_hook=_no_twins))
        except Exception as fault:  # raised again for every block of the file, so that each of them fails
            return fault


class Refusal(NamedTuple):
    """An answer that is no for every block."""

    passed: bool
    details: tuple[str, ...]


def load() -> None:
    """Register the exported rules with the checkov that imports this file; what hinders it fails every block."""
    runner = import_module(RUNNER).TerraformJsonRunner
    loaded = vars(runner).get("paved_folders", frozenset())
    if FOLDER in loaded:  # checkov imports a folder once for each of its runners
        return
    runner.paved_folders = loaded | {FOLDER}
    check = _check_class()
    try:
        scan, rules = _exported()
    except Exception as fault:  # checkov would go on without these rules, and succeed
        why = f"the exported rules cannot be loaded, so nothing is judged: {type(fault).__name__}: {fault}"
        logging.exception("%s: %s", FOLDER, why)
        absent = _own("PAVED_GATE_002", "unloaded-rules: finds that the exported rules are not there")
        for kind in ("resource", "data"):
            check(absent, kind, ["*"], lambda *_: Refusal(False, (why,)))
        return
    for entry, rule in rules:
        for kind in ("resource", "data"):
            check(entry, kind, entry[kind], _asking(scan, entry, rule))
    whole = _own("PAVED_GATE_005", "unreadable-part: finds what cannot be read and so cannot be judged")
    for kind, types in (("resource", ["*"]), ("data", ["*"]), ("module", ["module"])):
        check(whole, kind, types, _reading(scan))
    unparsed = _own("PAVED_GATE_091", "unparsed-file: finds files that checkov cannot parse and leaves out")
    why = "checkov cannot parse this file, so nothing in it was judged, by our rules or by checkov's own"
    _follow(runner, scan, check(unparsed, "resource", [], lambda *_: Refusal(False, (why,))))


def _exported() -> tuple[Scan, list[tuple[Mapping[str, Any], Any]]]:
    if sys.version_info < (3, 11):  # noqa: UP036  # our Python is newer; checkov's may be any
        raise ImportError(f"the rules need Python 3.11 or newer; this is {sys.version.split()[0]}")
    manifest = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    copies = Copies(FOLDER, manifest["files"])
    copies.refuse_others()
    sys.meta_path.insert(0, copies)
    scan = Scan(import_module(manifest["answers"]).Answers)
    return scan, [(entry, _rule(entry)) for entry in manifest["rules"]]


def _rule(entry: Mapping[str, Any]) -> Any:
    rule = getattr(import_module(entry["module"]), entry["attribute"])
    if rule.code != entry["code"]:
        raise ImportError(f"{entry['module']} holds {rule.code}, not {entry['code']}")
    return rule


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):  # readers disagree on which twin counts
        raise ValueError("the file says a key twice")
    return table


def _own(code: str, name: str) -> Mapping[str, Any]:
    return {"id": code, "name": name, "severity": "critical", "doc": ""}


def _asking(scan: Scan, entry: Mapping[str, Any], rule: Any) -> Callable[..., Any]:
    undecided_passes = entry["level"] != "block"

    def answer(file: str, address: str, conf: object) -> Any:
        answers = scan.of(file)
        return None if answers is None else answers.to(rule, address, undecided_passes=undecided_passes)

    return answer


def _reading(scan: Scan) -> Callable[..., Any]:
    def answer(file: str, address: str, conf: object) -> Any:
        answers = scan.of(file)
        return None if answers is None else answers.whole(address, conf)

    return answer


def _check_class() -> Any:
    """Return the class of our checks; its base exists inside checkov only."""
    base = import_module("checkov.common.checks.base_check").BaseCheck
    enums = import_module("checkov.common.models.enums")
    severities = import_module("checkov.common.bridgecrew.severities").Severities

    class PavedCheck(base):  # type: ignore[misc, valid-type]  # checkov is not in this environment
        """One rule, as checkov wants it."""

        def __init__(self, entry: Mapping[str, Any], kind: str, types: list[str], answer: Callable[..., Any]) -> None:
            guide = f"{(FOLDER / 'rules.md').as_uri()}#{entry['doc']}" if entry["doc"] else None
            categories = [enums.CheckCategories.GENERAL_SECURITY]
            super().__init__(entry["name"], entry["id"], categories, types, kind, guideline=guide)
            self.severity = severities[entry["severity"].upper()]
            self.answer = answer
            registry = import_module(f"checkov.terraform.checks.{kind}.registry")
            getattr(registry, f"{kind}_registry").register(self)

        def run(self, scanned_file: str, entity_configuration: Any, entity_name: str, *rest: Any, **named: Any) -> Any:
            """Remember which block it is: checkov hands on only what stands in it."""
            self.at = (scanned_file, entity_name)
            return super().run(scanned_file, entity_configuration, entity_name, *rest, **named)

        def scan_entity_conf(self, conf: Any, entity_type: str) -> Any:
            """Answer for one block and its parts."""
            file, name = self.at
            prefix = "data." if self.block_type == "data" else ""
            address = "module" if self.block_type == "module" else f"{prefix}{entity_type}.{name}"
            try:
                answer = self.answer(file, address, conf)
            except Exception as fault:  # checkov would leave the block out of its report, and succeed
                answer = Refusal(False, (address, f"it cannot be judged: {type(fault).__name__}: {fault}"))
            if answer is None:
                return enums.CheckResult.UNKNOWN  # not concerned, and so not in the report
            self.details = list(answer.details)
            return enums.CheckResult.PASSED if answer.passed else enums.CheckResult.FAILED

    return PavedCheck


def _follow(runner: Any, scan: Scan, unparsed: Any) -> None:
    """Learn which files a scan reads, and add a failure for each that checkov could not parse."""
    ask, record = runner.add_python_check_results, import_module("checkov.common.output.record").Record

    def follow(self: Any, report: Any, runner_filter: Any) -> None:
        scan.files = {f"/{os.path.relpath(path, self.root_folder)}": path for path in self.definitions}
        ask(self, report=report, runner_filter=runner_filter)
        if not runner_filter.should_run_check(unparsed):
            return
        for path in sorted(report.parsing_errors):
            shown = f"/{os.path.relpath(path, self.root_folder)}"
            report.add_record(
                record(
                    check_id=unparsed.id,
                    check_name=unparsed.name,
                    check_result=unparsed.run(shown, {}, shown, "file", {}),
                    code_block=[],
                    file_path=shown,
                    file_line_range=[1, 1],
                    resource=f"file.{Path(path).name}",
                    evaluations=None,
                    check_class=__name__,
                    file_abs_path=path,
                    severity=unparsed.severity,
                    details=unparsed.details,
                )
            )

    runner.add_python_check_results = follow


if LOADER in sys.modules:  # anywhere but inside checkov this is a module like any other
    load()
