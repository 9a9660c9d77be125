"""
Two versions of an OpenAPI document compared: every change, and the version step they take together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.contracts.compare.api.comparing import INFO, Comparing
from platform_constructs.contracts.compare.api.digest import digested
from platform_constructs.contracts.compare.api.operations import Operations
from platform_constructs.contracts.compare.api.schemes import compare_schemes, renamed_schemes, schemes_of
from platform_constructs.contracts.compare.api.security import alternatives, compare_security
from platform_constructs.contracts.compare.api.servers import compare_servers, servers_of
from platform_constructs.contracts.compare.api.shape import entries, said
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.compare.api.version import Step, is_raised, step_of, version_change
from platform_constructs.contracts.compare.api.walk import Walk
from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.compare.schema.comparison import SchemaComparison
from platform_constructs.contracts.document.document import Document

__all__ = ["Comparison", "Step", "compare_documents"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What a comparison found.

    Attributes:
        changes: Sorted by where they are.
        old_version: `info.version` of the old document; empty when it says none.
        new_version: `info.version` of the new document.
        step: The least step that the changes take.
        is_raised: Whether the version makes that step; None when one of the two is no semantic version.
        version: What is wrong with the new version, if anything; not among the changes.
    """

    changes: tuple[Change, ...]
    old_version: str
    new_version: str
    step: Step
    is_raised: bool | None
    version: Change | None

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes that break somebody."""
        return tuple(change for change in self.changes if change.severity is Severity.BREAKING)


def compare_documents(old: Document, new: Document, *, today: date, terms: Terms) -> Comparison:
    """
    Compare two versions of an API.

    Args:
        old: What clients were promised.
        new: What is to take its place.
        today: The day on which sunsets are judged.
        terms: What is held to be breaking.

    Raises:
        ContractError: when a reference leads to nothing.
    """
    schemas = SchemaComparison(
        old.references,
        new.references,
        old_is_31=old.is_31,
        new_is_31=new.is_31,
        tolerant=terms.tolerant_reader,
    )
    on = Comparing(old, new, today, terms, schemas)
    renamed = renamed_schemes(schemes_of(old), schemes_of(new))
    operations = Operations(on, renamed)
    Walk(on, operations).all()
    _common(on, renamed)
    compare_schemes(on, operations.asked, renamed)
    _components(on)
    changes = on.ledger.changes(digested(schemas.changes()), today)
    return _weighed(old, new, changes)


def _common(on: Comparing, renamed: dict[str, str]) -> None:
    """What the documents say for all operations that do not say it themselves."""
    roots = Subject(on.old.root, on.new.root, "security", "security")
    before, after = alternatives(on.old.root, renamed) or (), alternatives(on.new.root, {}) or ()
    compare_security(on, roots, before, after, "api-global-security")
    roots = Subject(on.old.root, on.new.root, "servers", "servers")
    compare_servers(on, roots, servers_of(on.old.root)[0], servers_of(on.new.root)[0])


def _components(on: Comparing) -> None:
    old, new = (entries(said(said(document.root, "components"), "schemas")) for document in (on.old, on.new))
    for name in sorted(old.keys() - new.keys()):
        component = f"schemas/{name}"
        subject = Subject(old[name], None, component, component)
        what, why = f"the schema `{name}` was removed", "what used it is told where it changed"
        on.tell(subject, "api-schema-removed", INFO, what, why, name)


def _weighed(old: Document, new: Document, changes: tuple[Change, ...]) -> Comparison:
    said_in = said(said(old.root, "info"), "version"), said(said(new.root, "info"), "version")
    before, after = (str(node.value) if node is not None and node.value is not None else "" for node in said_in)
    step = step_of(changes)
    return Comparison(
        changes=changes,
        old_version=before,
        new_version=after,
        step=step,
        is_raised=is_raised(before, after, step),
        version=version_change(before, after, step, said_in),
    )
