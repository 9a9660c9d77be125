"""
The scan view: one stack written so that checkov parses it, and every line leads back to one block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.adapters.checkov.unasked import unasked_of
from platform_constructs.errors import ToolError

__all__ = ["CANARIES", "ScanView", "Subject", "scan_view"]

CANARIES: Final[Mapping[str, tuple[Mapping[str, Any], frozenset[str]]]] = {
    # a key without rotation or policy: one check in python and one on the graph
    "aws_kms_key": ({"description": "planted"}, frozenset({"CKV_AWS_7", "CKV2_AWS_64"})),
    "data.aws_iam_policy_document": (
        {"statement": [{"effect": "Allow", "actions": ["*"], "resources": ["*"]}]},
        frozenset({"CKV_AWS_1"}),
    ),
}
"""What is planted in every stack: by type, a body, and the checks that must report it."""

_DEEPEST: Final = 100
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,254}")
_LINE_FIELDS: Final = frozenset({"__startline__", "__endline__", "__file__"})  # checkov keeps its line numbers there
# what JSON allows bare, but checkov's YAML reader refuses or takes for a line break
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Subject:
    """
    A block of a stack that checkov may judge.

    Attributes:
        label: The type as checks name it: `aws_sqs_queue`, `data.aws_iam_policy_document`, `provider.aws`.
        address: The Terraform address.
        path: The construct's path, or empty.
        planted: Whether we put it there.
        unasked: Checks that have no answer for what it is.
    """

    label: str
    address: str
    path: str = ""
    planted: bool = False
    unasked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ScanView:
    """
    A stack as checkov reads it.

    Attributes:
        stack: The stack's name.
        text: JSON in which each block stands on a line of its own.
        subjects: The block on each line, counted from 1.
    """

    stack: str
    text: str
    subjects: Mapping[int, Subject]

    @property
    def own(self) -> tuple[Subject, ...]:
        """The stack's own blocks, without what we planted."""
        return tuple(subject for subject in self.subjects.values() if not subject.planted)


class _Writer:
    """Collect blocks, then write each on its own line."""

    def __init__(self, stack: str) -> None:
        self.stack = stack
        self.lines: list[str] = []
        self.subjects: dict[int, Subject] = {}

    def block(self, opening: str, body: Any, subject: Subject | None = None) -> None:
        text = json.dumps(_plain(body, self.stack), ensure_ascii=False, allow_nan=False)
        text = _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", _SURROGATE.sub("\ufffd", text))
        self.lines.append(f"{opening}{text},")
        if subject:
            self.subjects[len(self.lines)] = subject

    def open(self, text: str) -> None:
        self.lines.append(text)

    def close(self, text: str) -> None:
        # the comma after the last block of a list is one too many
        self.lines[-1] = self.lines[-1].removesuffix(",")
        self.lines.append(text)


def scan_view(stack: str, document: Mapping[str, Any]) -> ScanView:
    """
    Return the scan view of one stack's `cdk.tf.json`.

    Kept are resource, data, provider, module, locals, variable, output and terraform's blocks. Left out is what makes
    checkov give up on the file and holds no resource: `required_version`, `moved`, `import`, `removed` and the like.

    Raises:
        ToolError: TOOL-011, for a document of another shape.
    """
    writer = _Writer(stack)
    writer.open("{")
    try:
        _settings(writer, document)
        _providers(writer, _table(document, "provider", stack))
        for kind in ("data", "resource"):
            _resources(writer, kind, _table(document, kind, stack))
    except (RecursionError, TypeError, ValueError) as cause:
        raise _unreadable(stack, type(cause).__name__) from cause
    writer.close("}")
    return ScanView(stack, "\n".join(writer.lines) + "\n", writer.subjects)


def _settings(writer: _Writer, document: Mapping[str, Any]) -> None:
    blocks = _table(document, "terraform", writer.stack)
    # required_version and other bare values make checkov drop the whole file, and succeed
    writer.block('"terraform": ', {k: v for k, v in blocks.items() if isinstance(v, Mapping) and k != "//"})
    writer.block('"locals": ', _table(document, "locals", writer.stack))
    for kind, prefix in (("variable", "var"), ("output", "output"), ("module", "module")):
        writer.open(f'"{kind}": {{')
        for name, body in sorted(_table(document, kind, writer.stack).items()):
            _named(name, writer.stack)
            writer.block(f'"{name}": ', _object(body, writer.stack), Subject(kind, f"{prefix}.{name}", _path(body)))
        writer.close("},")


def _providers(writer: _Writer, providers: Mapping[str, Any]) -> None:
    writer.open('"provider": {')
    for name, bodies in sorted(providers.items()):
        _named(name, writer.stack)
        writer.open(f'"{name}": [')
        for body in bodies if isinstance(bodies, list) else [bodies]:
            alias = _object(body, writer.stack).get("alias")
            address = f"provider.{name}.{alias}" if isinstance(alias, str) else f"provider.{name}"
            writer.block("", body, Subject(f"provider.{name}", address, _path(body)))
        writer.close("],")
    writer.close("},")


def _resources(writer: _Writer, kind: str, types: Mapping[str, Any]) -> None:
    prefix = "data." if kind == "data" else ""
    planted = {
        label.removeprefix(prefix): body
        for label, (body, _) in CANARIES.items()
        if label.startswith("data.") == (kind == "data")
    }
    writer.open(f'"{kind}": {{')
    for type_ in sorted({*types, *planted}):
        _named(type_, writer.stack)
        label, bodies = f"{prefix}{type_}", _table(types, type_, writer.stack)
        writer.open(f'"{type_}": {{')
        for name, body in sorted(bodies.items()):
            _named(name, writer.stack)
            whole = _object(body, writer.stack)
            subject = Subject(label, f"{label}.{name}", _path(body), unasked=unasked_of(whole))
            writer.block(f'"{name}": ', whole, subject)
        if type_ in planted:
            name = "planted"
            while name in bodies:
                name += "_"
            writer.block(f'"{name}": ', planted[type_], Subject(label, f"{label}.{name}", planted=True))
        writer.close("},")
    writer.close("},")


def _table(document: Mapping[str, Any], key: str, stack: str) -> Mapping[str, Any]:
    found = document.get(key, {})
    return {k: v for k, v in _object(found, stack).items() if k != "//"}


def _object(value: Any, stack: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _unreadable(stack, type(value).__name__)
    return value


def _named(name: Any, stack: str) -> None:
    if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name) or name in _LINE_FIELDS:
        raise _unreadable(stack, name)


def _path(body: Any) -> str:
    comment = body.get("//")
    metadata = comment.get("metadata") if isinstance(comment, Mapping) else None
    path = metadata.get("path") if isinstance(metadata, Mapping) else None
    return path if isinstance(path, str) else ""


def _plain(value: Any, stack: str, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        raise _unreadable(stack, f"more than {_DEEPEST} levels")
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise _unreadable(stack, key)
        return {k: _plain(v, stack, depth + 1) for k, v in value.items() if k not in _LINE_FIELDS}
    if isinstance(value, list | tuple):
        return [_plain(item, stack, depth + 1) for item in value]
    return value


def _unreadable(stack: str, got: object) -> ToolError:
    return ToolError(
        "TOOL-011",
        "a stack's JSON is not of the shape that can be scanned",
        at=stack,
        got=got,
        fix="synthesise the stack again; where an escape hatch wrote this part, correct it",
    )
