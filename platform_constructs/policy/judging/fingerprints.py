"""
What a rule looked at, and nothing else: the value that a waiver waives.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from platform_constructs.model.fingerprint import fingerprint, plainly
from platform_constructs.policy.reading.paths import locate
from platform_constructs.policy.reading.resource import Resource
from platform_constructs.policy.reading.values import Absent, Ref, Undecidable, Unknown, Value
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View

__all__ = ["Fingerprints"]

_Question = tuple[str, ...]


class Fingerprints:
    """
    The fingerprints of one stack's findings.

    A rule is asked once more, of a resource that notes what is read of it: attributes with all they hold, whole
    bodies, who refers to it, what its references lead to, and which resources of a type there are. What was read of
    one of several blocks, referrers or resources counts for each of them, so that a rule which stops at the first
    fault does not leave the next one free. Tags, comments and whatever else it did not read may change.
    """

    def __init__(self, view: View) -> None:
        self._watched: dict[str, _Watched] = {}
        self._view = _WatchedView(view, self)
        self._types: dict[tuple[str, tuple[_Question, ...]], str] = {}
        self._asked: dict[str, set[_Question]] = {}
        self._groups: list[tuple[_Watched, ...]] = []
        self._whole: dict[str, tuple[_Watched, ...]] = {}
        self._listed: set[str] = set()
        self._found: set[tuple[str, ...]] = set()

    def of(self, rule: Rule, resource: Resource) -> str:
        """
        Return the fingerprint of what a rule reads to judge a resource.

        Raises:
            OutOfTime: as the rule may, where the caller set a deadline.
        """
        self._asked, self._groups, self._listed, self._found = {}, [], set(), set()
        subject = self.watch(resource)
        with suppress(Exception, SystemExit):  # rules are foreign code; what it read until then is what counts
            rule(subject)
        for members in self._groups:
            every = {question for each in members for question in self._asked.get(each.address, ())}
            for each in members if every else ():
                self._asked.setdefault(each.address, set()).update(every)
        facts = {
            # the resource itself goes without its name, so that a waiver by operationId survives a new address
            ("" if address == resource.address else address): self._watched[address].answers(asked)
            for address, asked in self._asked.items()
        }
        return fingerprint(
            rule.code,
            resource.opaque,
            sorted(facts.items()),
            sorted(self._found),
            [self._type(name) for name in sorted(self._listed)],
        )

    def watch(self, resource: Resource) -> _Watched:
        """Return the watched one in a resource's stead, always the same."""
        address = resource.address
        if address not in self._watched:
            self._watched[address] = _Watched(resource, self, self._view)
        return self._watched[address]

    def note(self, resource: Resource, *question: str) -> None:
        """Note what was asked of a resource."""
        self._asked.setdefault(resource.address, set()).add(question)

    def note_group(self, members: Iterable[Resource]) -> tuple[_Watched, ...]:
        """Note that a rule was given these to look through."""
        watched = tuple(self.watch(each) for each in members)
        self._groups.append(watched)
        return watched

    def note_type(self, name: str, members: tuple[Resource, ...]) -> tuple[_Watched, ...]:
        """Note that a rule was given all there is of a type, or all there is where the name is empty."""
        if name not in self._whole:  # a stack may have ten thousand of them, and as many findings
            self._whole[name] = tuple(self.watch(each) for each in members)
        self._listed.add(name)
        return self._whole[name]

    def note_found(self, *fact: str) -> None:
        """Note a fact about the stack as a whole."""
        self._found.add(fact)

    def _type(self, name: str) -> str:
        """Return the fingerprint of all of a type, by what was asked of any: worked out once for many findings."""
        every = {
            question
            for address, asked in self._asked.items()
            if name in ("", self._watched[address].type)
            for question in asked
        }
        key = (name, tuple(sorted(every)))
        if key not in self._types:
            self._types[key] = fingerprint(name, [(each.address, each.answers(every)) for each in self._whole[name]])
        return self._types[key]


class _Watched(Resource):
    """A resource that notes what is asked of it."""

    __slots__ = ("_covered", "_notes", "_parent", "_real", "_watched_view")

    _real: Resource
    _notes: Fingerprints
    _watched_view: View
    _parent: _Watched | None
    _covered: bool

    def __init__(
        self, real: Resource, notes: Fingerprints, view: View, parent: _Watched | None = None, *, covered: bool = False
    ) -> None:
        told: dict[str, object] = {"type": real.type, "name": real.name, "pointer": real.pointer, "opaque": real.opaque}
        told |= {"_real": real, "_notes": notes, "_watched_view": view, "_parent": parent, "_covered": covered}
        for name, value in told.items():
            object.__setattr__(self, name, value)

    @property
    def body(self) -> Any:
        self._note("body")
        return self._real.body

    @property
    def view(self) -> View:
        return self._watched_view

    @property
    def parent(self) -> Resource | None:
        if self._parent is not None or self._real.parent is None:
            return self._parent
        return self._notes.watch(self._real.parent)

    @property
    def conditional(self) -> str:
        self._notes.note(self._notes.watch(self._real.root), "conditional")
        return self._real.conditional

    def __getitem__(self, path: str) -> Value:
        self._note("value", path)
        return self._led(self._real[path])

    def elements(self, path: str) -> tuple[Value, ...]:
        self._note("value", path)
        return tuple(self._led(each) for each in self._real.elements(path))

    def blocks(self, path: str) -> tuple[Resource, ...]:
        self._note("value", path)
        # with the value all of a block is noted already; only where its references lead to is not
        return tuple(
            _Watched(each, self._notes, self._watched_view, self, covered=True) for each in self._real.blocks(path)
        )

    def referrers(self, type: str, via: str | None = None) -> tuple[Resource, ...]:
        self._note("referrers", type, via or "")
        return self._notes.note_group(self._real.referrers(type, via))

    def answers(self, asked: Iterable[_Question]) -> list[tuple[_Question, Any]]:
        """Return the raw answers to what was asked, sorted by question."""
        return [(question, self._answer(question)) for question in sorted(asked)]

    def _answer(self, question: _Question) -> Any:
        match question:
            case ("body",):
                return plainly(self._real.body)
            case ("conditional",):
                return self._real.conditional
            case ("referrers", type, via):
                try:
                    return [each.address for each in self._real.referrers(type, via or None)]
                except Undecidable as unknown:
                    return unknown.expression
            case _:
                return self._written(question[1])

    def _written(self, path: str) -> Any:
        """Return what stands at a path, to compare; unlike a `Value` it is whole even where expressions are in it."""
        if self.opaque:
            return ["opaque", self.opaque]
        raw = locate(self._real.body, path, terraform=self._is_terraform)
        match raw:
            case Absent():
                return None
            case Unknown(expression=expression, template=template):
                return ["unknown", expression, template]
            case _:
                return plainly(raw)

    def _note(self, *question: str) -> None:
        if not self._covered:
            self._notes.note(self._real, *question)

    def _led(self, value: Value) -> Value:
        if isinstance(value, Ref):
            return Ref(self._notes.watch(value.target), value.attribute, value.expression)
        return value


class _WatchedView(View):
    """A stack that notes what is asked of it as a whole."""

    def __init__(self, real: View, notes: Fingerprints) -> None:
        self.stack, self.unreadable = real.stack, real.unreadable
        self._real, self._notes = real, notes

    def __getattribute__(self, name: str) -> Any:
        if name == "resources":  # an attribute of a view, so no property may stand in its place
            return self._notes.note_type("", self._real.resources)
        return super().__getattribute__(name)

    def of_type(self, type: str) -> tuple[Resource, ...]:
        return self._notes.note_type(type, self._real.of_type(type))

    def get(self, address: str) -> Resource | None:
        found = self._real.get(address)
        self._notes.note_found("target", address, "" if found is None else "there")
        return None if found is None else self._notes.watch(found)

    def referring(self, address: str) -> tuple[tuple[Resource, str], ...]:
        found = self._real.referring(address)
        for source, attribute in found:
            self._notes.note_found("referring", address, source.address, attribute)
        watched = self._notes.note_group(source for source, _ in found)
        return tuple(zip(watched, (attribute for _, attribute in found), strict=True))
