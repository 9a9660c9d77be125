"""
From the paths and webhooks of two documents to their operations, and on to the callbacks these declare.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, Comparing
from platform_constructs.contracts.compare.api.operations import Operations, operations_of
from platform_constructs.contracts.compare.api.paths import paired_paths
from platform_constructs.contracts.compare.api.shape import entries, said
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.document.node import Node

__all__ = ["Walk"]

_NO_CALL: Final = "receivers that wait for it are never called"


@dataclass(slots=True)
class Walk:
    """
    Visits every pair of path items once.

    Attributes:
        on: The comparison.
        operations: Compares the operations.
    """

    on: Comparing
    operations: Operations
    _callbacks: deque[Subject] = field(default_factory=deque)

    def all(self) -> None:
        """Compare everything that has operations."""
        self._paths()
        self._webhooks()
        while self._callbacks:
            self._expressions(self._callbacks.popleft())

    def _paths(self) -> None:
        old, new = (entries(said(document.root, "paths")) for document in (self.on.old, self.on.new))
        old, new = ({path: item for path, item in side.items() if path.startswith("/")} for side in (old, new))
        pairs, gone, come = paired_paths(old, new)
        for path in gone:
            item = self.on.old.references.resolve(old[path])
            for method, operation in operations_of(item).items():
                self.operations.removed(f"{method.upper()} {path}", operation, item, with_path=True)
        for path in come:
            for method, operation in operations_of(self.on.new.references.resolve(new[path])).items():
                self.operations.added(f"{method.upper()} {path}", operation)
        for pair in pairs:
            both = Subject(old[pair.old], new[pair.new], pair.new, pair.new)
            self._items(both, pair.new, pair.renamed)
            for before, after in sorted(pair.renamed.items()):
                what = f"the variable `{before}` of the path is now called `{after}`"
                why = "it is not sent, but generated clients name an argument after it"
                self.on.tell(both, "request-path-parameter-renamed", INFO, what, why, before, after)

    def _webhooks(self) -> None:
        old, new = (entries(said(document.root, "webhooks")) for document in (self.on.old, self.on.new))
        for name in sorted(old.keys() | new.keys()):
            component = f"webhook {name}"
            subject = Subject(old.get(name), new.get(name), component, component, mirrored=self._mirrors)
            if subject.new is None:
                what = f"the webhook `{name}` was removed"
                self.on.tell(subject, "webhook-removed", BREAKING, what, _NO_CALL, name)
            elif subject.old is None:
                what, why = f"the webhook `{name}` was added", "nobody has to subscribe to it"
                self.on.tell(subject, "webhook-added", INFO, what, why, name)
            else:
                self._items(subject, component, {}, kind="webhook-operation")

    @property
    def _mirrors(self) -> bool:
        return self.on.terms.mirrors_callbacks

    def _items(self, both: Subject, path: str, renamed: Mapping[str, str], kind: str = "endpoint") -> None:
        """Compare two path items; `path` names their operations, and what their common parameters are told at."""
        if both.old is None or both.new is None:
            return
        old, new = self.on.old.references.resolve(both.old), self.on.new.references.resolve(both.new)
        before, after = operations_of(old), operations_of(new)
        for method in sorted(before.keys() | after.keys()):
            name = f"{method.upper()} {path}"
            if method not in after:
                self.operations.removed(name, before[method], old, with_path=False, mirrored=both.mirrored)
            elif method not in before:
                self.operations.added(name, after[method], kind=kind)
            else:
                subject = Subject(before[method], after[method], name, name, mirrored=both.mirrored)
                self.operations.compared(subject, (old, new), path, renamed)
                self._declared_callbacks(subject)

    def _declared_callbacks(self, within: Subject) -> None:
        old, new = entries(said(within.old, "callbacks")), entries(said(within.new, "callbacks"))
        for name in sorted(old.keys() | new.keys()):
            subject = self.on.meet(old.get(name), new.get(name), within, f"callback {name}")
            if subject is None:
                continue
            if subject.new is None:
                what = f"the callback `{name}` was removed"
                self.on.tell(subject, "api-callback-removed", BREAKING, what, _NO_CALL, name)
            elif subject.old is None:
                what, why = f"the callback `{name}` was added", "receivers that do not know it have not asked for it"
                self.on.tell(subject, "api-callback-added", INFO, what, why, name)
            else:
                self._callbacks.append(subject)

    def _expressions(self, callback: Subject) -> None:
        old, new = entries(callback.old), entries(callback.new)
        gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
        pairs = {name: name for name in old.keys() & new.keys()}
        if len(gone) == len(come) == 1:
            pairs[gone[0]] = come[0]
            told = callback.inner(old[gone[0]], new[come[0]], "")
            what = f"where callbacks are sent is now read from `{come[0]}`, not from `{gone[0]}`"
            why = "receivers that said it where it was looked for are not called"
            self.on.tell(told, "api-callback-url-changed", BREAKING, what, why, gone[0], come[0])
        else:
            for expression in gone:
                told = callback.inner(old[expression], None, "")
                what = f"callbacks are no longer sent to `{expression}`"
                self.on.tell(told, "api-callback-url-removed", BREAKING, what, _NO_CALL, expression)
            for expression in come:
                told = callback.inner(None, new[expression], "")
                what, why = f"callbacks are also sent to `{expression}`", "it is another way to be called"
                self.on.tell(told, "api-callback-url-added", INFO, what, why, expression)
        for before, after in sorted(pairs.items()):
            self._called(callback, old[before], new[after], after)

    def _called(self, callback: Subject, old: Node, new: Node, expression: str) -> None:
        """Compare what is sent to one expression; its operations are told under the operation that declares them."""
        mirrored = self._mirrors != callback.mirrored
        one, other = self.on.old.references.resolve(old), self.on.new.references.resolve(new)
        before, after = operations_of(one), operations_of(other)
        for method in sorted(before.keys() | after.keys()):
            path = f"{callback.path} {expression} {method.upper()}".strip()
            subject = Subject(before.get(method), after.get(method), callback.component, callback.user, path, mirrored)
            if method not in after:
                what = f"the callback is no longer sent as {method.upper()}"
                self.on.tell(subject, "api-callback-method-removed", BREAKING, what, _NO_CALL, method.upper())
            elif method not in before:
                what, why = (
                    f"the callback is also sent as {method.upper()}",
                    "receivers may answer that they do not know it",
                )
                self.on.tell(subject, "api-callback-method-added", INFO, what, why, method.upper())
            else:
                self.operations.called_back(subject, (one, other))
                self._declared_callbacks(subject)
