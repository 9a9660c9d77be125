"""
What operations are called: by their operationId, or by a name made of method and path where that cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault

__all__ = ["derived_id", "operation_ids"]

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,127}")
_LONGEST: Final = 128  # characters of an operationId
_WORDS: Final = re.compile(r"(?P<by>\{)?(?P<word>[A-Za-z0-9]+)")


def derived_id(method: str, path: str) -> str:
    """
    Return a name for an operation that has none: `getOrdersById` of `GET /orders/{id}`.

    It depends on nothing but the two, so that it stays as long as they do. Two paths may give the same name.
    """
    words = (
        ("By" if word["by"] else "") + word["word"][:1].upper() + word["word"][1:] for word in _WORDS.finditer(path)
    )
    return f"{method.lower()}{''.join(words)}"[:_LONGEST]


def operation_ids(operations: Iterable[tuple[str, str, Node]]) -> tuple[dict[tuple[str, str], str], tuple[Fault, ...]]:
    """
    Return a name for each operation, all different, by path and method, and what is wrong with those they say, by line.

    An operation whose operationId is absent, cannot be used or is another one's gets a name made of method and path.

    Args:
        operations: Path, method and node of each, in the author's order.

    Raises:
        ContractError: CON-009, if an operationId is no text.
    """
    listed = list(operations)
    said: dict[str, Node] = {}
    found: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for path, method, node in listed:
        fault = _fault(path, method, node, said)
        if fault is None:
            found[path, method] = node.value["operationId"]
            said[node.value["operationId"]] = node
        else:
            faults.append(fault)
    taken = set(said)
    for path, method, _ in sorted(listed, key=lambda one: one[:2]):
        if (path, method) not in found:
            found[path, method] = _free(derived_id(method, path), taken)
            taken.add(found[path, method])
    return found, tuple(sorted(faults, key=lambda fault: (fault.at.file, fault.at.line)))


def _fault(path: str, method: str, node: Node, others: Mapping[str, Node]) -> Fault | None:
    said = node.get("operationId")
    if said is None:
        what, got = "the operation has no operationId", f"{method.upper()} {path}"
        return Fault(
            "CON-018", "nameless-operation", what, node, got, f"give it one, such as `{derived_id(method, path)}`"
        )
    if not _ID.fullmatch(said.text()):
        what = "an operationId becomes part of names and cannot be used as it is"
        fix = "use up to 128 letters, digits and . _ - and start with a letter"
        return Fault("CON-020", "unusable-operation-id", what, said, said.value, fix)
    if said.value in others:
        where = others[said.value].place
        what = f"two operations have one operationId, the other one in {where.file}:{where.line}"
        return Fault("CON-019", "operation-id-twice", what, node, said.value, "rename one of them")
    return None


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while (numbered := f"{name[: _LONGEST - 1 - len(str(number))]}_{number}") in taken:
        number += 1
    return numbered
