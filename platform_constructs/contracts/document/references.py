"""
Where each `$ref` leads: inside the document or to another file of its folder, never out of it and never in a circle.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from platform_constructs.contracts.document.nearest import nearest_name
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.source import LARGEST, Spent, parse
from platform_constructs.errors import ContractError

__all__ = ["References"]

MOST_FILES: Final = 100
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# Keys whose value maps names to things: a property may well be called `default` or `$ref`.
_NAMED: Final = frozenset(
    {
        "$defs",
        "callbacks",
        "content",
        "definitions",
        "dependentSchemas",
        "encoding",
        "headers",
        "links",
        "parameters",
        "pathItems",
        "paths",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
        "webhooks",
    }
)
# Keys whose value is the author's data, in which `$ref` means nothing.
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "value"})
# A schema applies these to the very same instance, so a circle of them never ends.
_IN_PLACE_LISTS: Final = ("allOf", "anyOf", "oneOf")
_IN_PLACE: Final = ("not", "if", "then", "else")
_LEADING: Final = frozenset({"$ref", "dependentSchemas", *_IN_PLACE_LISTS, *_IN_PLACE})
_URL: Final = "copy what you need into the contract's folder: a build reads no network"


@dataclass(slots=True)
class References:
    """
    Every file of a contract, read once, and what its references lead to.

    Attributes:
        main: The contract file's root.
        read: Gives the text of another file by its path relative to the contract's folder.
        spent: What the contract file itself holds.
        roots: The root of every file that is referred to, by that path; the contract itself is "".
    """

    main: Node
    read: Callable[[str], str]
    spent: Spent
    roots: dict[str, Node] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)  # every mapping in which a `$ref` would be one
    _leading: dict[int, Node] = field(default_factory=dict)  # those that lead elsewhere or have branches
    _targets: dict[tuple[str, str], Node] = field(default_factory=dict)
    _ends: dict[int, Node] = field(default_factory=dict)
    _size: int = 0

    def __post_init__(self) -> None:
        self.roots[""] = self.main
        waiting = [self.main]
        while waiting:
            pointing = (node for node in self._walk(waiting.pop()) if isinstance(node.value.get("$ref"), str))
            # a target may lie in what was passed over as data, so it is a start of its own
            waiting.extend(self.target(node) for node in pointing)
        self._refuse_circles()

    def _walk(self, start: Node) -> list[Node]:
        """Return the mappings from here down that lead elsewhere or have branches, except those already known."""
        found: list[Node] = []
        todo = [(start.value, start.tokens, start.line, False)]  # a Node for each would take half of the reading
        while todo:
            value, tokens, line, is_names = todo.pop()
            lines = start.marks.get(id(value), {})
            if isinstance(value, list):
                todo.extend(
                    (item, (*tokens, index), lines.get(index, line), False)
                    for index, item in enumerate(value)
                    if isinstance(item, dict | list)
                )
            elif isinstance(value, dict) and (is_names or id(value) not in self._seen):
                if not is_names:
                    self._seen.add(id(value))
                    if not _LEADING.isdisjoint(value):
                        node = self._leading[id(value)] = Node(start.file, tokens, value, line, start.marks)
                        found.append(node)
                todo.extend(
                    (
                        item,
                        (*tokens, key),
                        lines.get(key, line),
                        not is_names and key in _NAMED and isinstance(item, dict),
                    )
                    for key, item in value.items()
                    if isinstance(item, dict | list)
                    if is_names or not (key in _DATA or key.startswith("x-"))
                )
        return found

    def target(self, node: Node) -> Node:
        """
        Return what a node's own `$ref` points at, which may be a reference again.

        Raises:
            ContractError: when there is nothing, or it may not be read.
        """
        ref = node.value["$ref"]
        known = self._targets.get((node.file, ref)) if isinstance(ref, str) else None
        if known is None:
            at = node.child("$ref")
            known = self._targets[node.file, ref] = self._find(at, at.text())
        return known

    def resolve(self, node: Node) -> Node:
        """Follow references until something else is reached."""
        passed = []
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            if (end := self._ends.get(id(node.value))) is not None:
                node = end
                break
            passed.append(id(node.value))
            node = self.target(node)
        self._ends.update(dict.fromkeys(passed, node))
        return node

    def _find(self, at: Node, ref: str) -> Node:
        location, _, fragment = ref.partition("#")
        node = self._file(at, location) if location else self.roots[self._relative(at.file)]
        pointer = unquote(fragment)
        if pointer and not pointer.startswith("/"):
            what = "a reference names an anchor; only paths are followed"
            raise at.refuse("CON-015", what, ref, "write #/components/...")
        tokens = pointer.split("/")
        for position, token in enumerate(tokens[1:], 1):
            key = token.replace("~1", "/").replace("~0", "~")
            value = node.value
            if isinstance(value, dict) and key in value:
                node = node.child(key)
            elif isinstance(value, list) and key.isascii() and key.isdigit() and len(key) < 7 and int(key) < len(value):
                node = node.child(int(key))
            else:
                near = nearest_name(key, value) if isinstance(value, dict) else None
                fix = "correct it, or add what it names"
                if near is not None:
                    meant = "/".join((*tokens[:position], near.replace("~", "~0").replace("/", "~1")))
                    fix = f"did you mean {location}#{meant}? Otherwise add what it names"
                raise at.refuse("CON-015", "a reference leads to nothing", ref, fix)
        return node

    def _relative(self, file: str) -> str:
        if file == self.main.file:
            return ""
        folder = posixpath.dirname(self.main.file)
        return file.removeprefix(f"{folder}/") if folder else file

    def _file(self, at: Node, location: str) -> Node:
        if _SCHEME.match(location):
            raise at.refuse("CON-012", "a reference leads to a URL", location, _URL)
        path = unquote(location)
        folder = posixpath.dirname(self._relative(at.file))
        relative = posixpath.normpath(posixpath.join(folder, path))
        outside = relative == ".." or relative.startswith(("../", "/"))
        if outside or path.startswith("/") or "\\" in path or not path.isprintable():
            what = "a reference leads out of the contract's folder"
            raise at.refuse("CON-013", what, location, "copy the file into it")
        if relative == posixpath.basename(self.main.file):
            return self.main
        if relative not in self.roots:
            if len(self.roots) > MOST_FILES:
                what = f"the contract is spread over more than {MOST_FILES} files"
                raise at.refuse("CON-014", what, location, "join some")
            self.roots[relative] = parse(self._text(at, relative, location), self._named(relative), self.spent)
        return self.roots[relative]

    def _text(self, at: Node, relative: str, location: str) -> str:
        try:
            text = self.read(relative)
        except (OSError, LookupError, UnicodeError, ContractError) as fault:
            what = "a reference leads to a file that cannot be read"
            if isinstance(fault, ContractError):
                what = f"{what}: {fault.what}"
            raise at.refuse("CON-014", what, location, "correct the path, or add the file as UTF-8 text") from fault
        self._size += len(text)
        if self._size > LARGEST:
            what = "the files that the contract refers to are larger than 6 MB together"
            raise at.refuse("CON-002", what, location, "leave long examples out")
        return text

    def _named(self, relative: str) -> str:
        folder = posixpath.dirname(self.main.file)
        return f"{folder}/{relative}" if folder else relative

    def _refuse_circles(self) -> None:
        """Refuse references that would keep a reader busy for ever; a schema inside its own properties is fine."""
        finished: set[int] = set()
        for start in self._leading.values():
            if id(start.value) not in finished:
                self._follow(start, finished)

    def _follow(self, start: Node, finished: set[int]) -> None:
        trail: list[tuple[Node, Iterator[Node]]] = [(start, iter(self._same_instance(start)))]
        on_trail = {id(start.value)}
        while trail:
            node, onward = trail[-1]
            following = next(onward, None)
            if following is None:
                trail.pop()
                on_trail.discard(id(node.value))
                finished.add(id(node.value))
            elif id(following.value) in on_trail:
                raise self._circle(node)
            elif id(following.value) not in finished:
                trail.append((following, iter(self._same_instance(following))))
                on_trail.add(id(following.value))

    @staticmethod
    def _circle(node: Node) -> ContractError:
        at = node.get("$ref") or node
        got = at.value if isinstance(at.value, str) else at.pointer
        what = "references go round in a circle that never ends"
        return at.refuse("CON-016", what, got, "let one of them define something")

    def _same_instance(self, node: Node) -> Iterable[Node]:
        value: Any = node.value
        if not isinstance(value, dict) or _LEADING.isdisjoint(value):
            return
        if isinstance(value.get("$ref"), str):
            yield self.target(node)
        for key in _IN_PLACE_LISTS:
            if isinstance(value.get(key), list):
                yield from (item for item in node.child(key).items() if isinstance(item.value, dict))
        for key in _IN_PLACE:
            if isinstance(value.get(key), dict):
                yield node.child(key)
        if isinstance(value.get("dependentSchemas"), dict):
            yield from (part for _, part in node.child("dependentSchemas").entries() if isinstance(part.value, dict))
