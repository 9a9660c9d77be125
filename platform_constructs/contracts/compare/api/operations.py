"""
The operations of all paths, webhooks and callbacks: which are new, gone or changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.compare.api.bodies import compare_request_body, compare_responses
from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.endings import OPERATION, PATH, compare_endings, tell_removed
from platform_constructs.contracts.compare.api.lifecycle import Life, life_of
from platform_constructs.contracts.compare.api.parameters import compare_parameters, listed_parameters
from platform_constructs.contracts.compare.api.security import Alternative, alternatives, compare_security
from platform_constructs.contracts.compare.api.servers import compare_servers, servers_of
from platform_constructs.contracts.compare.api.shape import entries, items, said, text
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.document.node import Node

__all__ = ["METHODS", "Operations", "operations_of"]

METHODS: Final = ("delete", "get", "head", "options", "patch", "post", "put", "trace")
_NAMES: Final = "it is not sent, but generated clients name their functions after it"


@dataclass(slots=True)
class Operations:
    """
    Compares operations one by one.

    Attributes:
        on: The comparison.
        renamed_schemes: The new names of security schemes.
        asked: The scopes that old operations ask for, by scheme.
    """

    on: Comparing
    renamed_schemes: Mapping[str, str]
    asked: dict[str, frozenset[str]] = field(default_factory=dict)

    def life(self, operation: Node, item: Node, *, is_old: bool) -> Life:
        """Return an operation's stage of life."""
        root = (self.on.old if is_old else self.on.new).root
        return life_of(operation, item, said(root, "info"))

    def added(self, name: str, operation: Node, *, kind: str = "endpoint") -> None:
        """Tell that an operation is new."""
        self.on.ledger.operations.add(name)
        subject = Subject(None, operation, name, name)
        self.on.tell(subject, f"{kind}-added", INFO, f"`{name}` was added", "nobody has to call it")

    def removed(self, name: str, operation: Node, item: Node, *, with_path: bool, mirrored: bool = False) -> None:
        """Tell that an operation is gone; `with_path` when nothing of its path is left."""
        self.on.ledger.operations.add(name)
        subject = Subject(operation, None, name, name, mirrored=mirrored)
        self._note_security(operation, name, is_old=True)
        life = self.life(operation, item, is_old=True)
        if not life.stage:
            what = f"`{name}` was removed; its stage of life was no word for one: `{life.word}`"
            why = "nobody can say what clients were promised"
            self.on.tell(subject, "api-invalid-stability-level", BREAKING, what, why, life.word)
            return
        tell_removed(self.on, subject, f"`{name}`", PATH if with_path else OPERATION, life)

    def compared(self, subject: Subject, items_: tuple[Node, Node], path: str, renamed: Mapping[str, str]) -> None:
        """Compare an operation that goes on; `path` names what its path's parameters are told at."""
        if subject.old is None or subject.new is None:
            return
        on, name = self.on, subject.component
        on.ledger.operations.add(name)
        lives = (
            self.life(subject.old, items_[0], is_old=True),
            self.life(subject.new, items_[1], is_old=False),
        )
        on.ledger.notices[name] = lives[1].notice(on.terms) if lives[1].stage else 0
        if lives[1].is_draft:
            on.ledger.drafts.add(name)
        self._life(subject, *lives)
        self._names(subject)
        before = listed_parameters(items_[0], subject.old, on.old.references, renamed)
        after = listed_parameters(items_[1], subject.new, on.new.references, {})
        if path:
            on.ledger.uses(name, path)
        compare_parameters(on, subject, before, after, path=path, lives=lives)
        compare_request_body(on, subject)
        compare_responses(on, subject)
        self._security(subject)
        self._servers(subject, items_)

    def called_back(self, subject: Subject, items_: tuple[Node, Node]) -> None:
        """Compare what a callback sends, and what it takes for an answer."""
        if subject.old is None or subject.new is None:
            return
        before = listed_parameters(items_[0], subject.old, self.on.old.references, {})
        after = listed_parameters(items_[1], subject.new, self.on.new.references, {})
        stable = life_of(subject.old), life_of(subject.new)
        compare_parameters(self.on, subject, before, after, path="", lives=stable)
        compare_request_body(self.on, subject)
        compare_responses(self.on, subject)

    def _life(self, subject: Subject, old: Life, new: Life) -> None:
        on, title = self.on, f"`{subject.component}`"
        if old.word != new.word and not (old.stage and new.stage):
            severity, word = (INFO, "was") if new.stage == "stable" else (BREAKING, "is" if old.stage else "was")
            what = f"the stage of life of {title} {word} no word for one: `{old.word if word == 'was' else new.word}`"
            why = "it cannot have been more than stable" if severity is INFO else "clients may have been promised more"
            on.tell(subject, "api-invalid-stability-level", severity, what, why, old.word, new.word)
        if not (old.stage and new.stage):
            return
        if old.rank != new.rank:
            what = f"{title} went from {old.stage} to {new.stage}"
            lowered = new.rank < old.rank
            id_ = f"api-stability-{'decreased' if lowered else 'increased'}"
            why = f"clients {'were' if lowered else 'are'} promised more"
            on.tell(subject, id_, BREAKING if lowered else INFO, what, why, old.stage, new.stage)
        compare_endings(on, subject, title, OPERATION, old, new)

    def _names(self, subject: Subject) -> None:
        on = self.on
        old, new = text(subject.old, "operationId"), text(subject.new, "operationId")
        if old and old != new:
            what = f"the operationId `{old}` was {f'replaced by `{new}`' if new else 'removed'}"
            on.tell(subject, "api-operation-id-removed", WARN, what, _NAMES, old, new, at="operationId")
        elif new and not old:
            what = f"the operationId `{new}` was added"
            on.tell(subject, "api-operation-id-added", INFO, what, "nobody has to use it", new, at="operationId")
        before, after = ({str(tag.value) for tag in items(said(node, "tags"))} for node in (subject.old, subject.new))
        for tag in sorted(before - after):
            on.tell(subject, "api-tag-removed", INFO, f"the tag `{tag}` was removed", "tags only group", tag, at="tags")
        for tag in sorted(after - before):
            on.tell(subject, "api-tag-added", INFO, f"the tag `{tag}` was added", "tags only group", tag, at="tags")

    def _security(self, subject: Subject) -> None:
        own = alternatives(subject.old, self.renamed_schemes), alternatives(subject.new, {})
        old = self._note_security(subject.old, subject.component, is_old=True)
        new = self._note_security(subject.new, subject.component, is_old=False)
        if own == (None, None):
            if not subject.mirrored:
                self.on.ledger.uses(subject.component, "security")
            return
        compare_security(self.on, subject, old, new, "api-security")

    def _note_security(self, operation: Node | None, name: str, *, is_old: bool) -> tuple[Alternative, ...]:
        """Return what counts for an operation, and note who uses which scheme."""
        document = self.on.old if is_old else self.on.new
        renamed = self.renamed_schemes if is_old else {}
        ways = alternatives(operation, renamed)
        if ways is None:
            ways = alternatives(document.root, renamed) or ()
        for way in ways:
            for scheme, scopes in way.scopes.items():
                self.on.ledger.uses(name, f"securitySchemes/{scheme}")
                if is_old:
                    self.asked[scheme] = self.asked.get(scheme, frozenset()) | scopes
        return ways

    def _servers(self, subject: Subject, items_: tuple[Node, Node]) -> None:
        on = self.on
        old, said_by = servers_of(subject.old, items_[0], on.old.root)
        new, said_now_by = servers_of(subject.new, items_[1], on.new.root)
        if said_by in (None, on.old.root) and said_now_by in (None, on.new.root):
            if not subject.mirrored:
                on.ledger.uses(subject.component, "servers")
        elif not subject.mirrored:
            compare_servers(on, subject, old, new)


def operations_of(item: Node) -> dict[str, Node]:
    """Return a path item's operations by method."""
    found = entries(item)
    return {method: found[method] for method in METHODS if method in found and isinstance(found[method].value, dict)}
