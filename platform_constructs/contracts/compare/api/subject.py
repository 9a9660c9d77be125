"""
A part of the contract in both versions, and the component under whose name its changes are told.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["Subject", "component_of"]


@dataclass(frozen=True, slots=True)
class Subject:
    """
    A part in both versions, references followed.

    Attributes:
        old: In the old version; None when it is new.
        new: In the new version; None when it is gone.
        component: Under which name its changes are told: `POST /orders`, `parameters/Limit`, `responses/NotFound`.
        user: The component whose operations its changes reach. That is the component itself, unless the part is in one
            version only: who stops using a shared response does not change it for others.
        path: Where inside that component; may be empty.
        mirrored: Whether the API writes the requests here, and reads the responses.
        is_shared: Whether the component is one that references lead to, so that it is looked at once.
    """

    old: Node | None
    new: Node | None
    component: str
    user: str
    path: str = ""
    mirrored: bool = False
    is_shared: bool = False

    @property
    def place(self) -> str:
        """What people call it: `GET /orders 200 application/json`."""
        return f"{self.component} {self.path}".strip()

    def inner(self, old: Node | None, new: Node | None, step: str) -> Subject:
        """Return a part of this part; `step` is its name here, such as `application/json`."""
        path = f"{self.path} {step}".strip() if step else self.path
        return Subject(old, new, self.component, self.user, path, self.mirrored, self.is_shared)


def component_of(entry: Node | None, references: References) -> str:
    """Return the name of what a reference leads to, such as `parameters/Limit`; empty for what is no reference."""
    if entry is None or not isinstance(entry.value, dict) or not isinstance(entry.value.get("$ref"), str):
        return ""
    end = references.resolve(entry)
    if end.file == references.main.file and len(end.tokens) == 3 and end.tokens[0] == "components":
        return f"{end.tokens[1]}/{end.tokens[2]}"
    return f"{'' if end.file == references.main.file else end.file}#{end.pointer}"
