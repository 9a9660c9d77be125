"""
From a contract's text to the Contract: readable, complete, its references followed, its operations known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from platform_constructs.contracts.api.access import Security
from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.operation_ids import operation_ids
from platform_constructs.contracts.api.parameters import merged_parameters, template_names
from platform_constructs.contracts.api.scopes import carried_scopes, declared_scopes
from platform_constructs.contracts.api.servers import base_path
from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.fault import Fault
from platform_constructs.errors import ContractError, shown
from platform_constructs.model.contract import Operation

__all__ = ["contract_in", "load_contract", "load_unnamed"]

_METHODS: Final = ("delete", "get", "head", "options", "patch", "post", "put", "trace")
_TOP: Final = (
    "components",
    "externalDocs",
    "info",
    "jsonSchemaDialect",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "webhooks",
)
_ITEM: Final = ("$ref", "description", "parameters", "servers", "summary", *_METHODS)
_OPERATION: Final = (
    "callbacks",
    "deprecated",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "summary",
    "tags",
)
_LONGEST_PATH: Final = 2_000
_MOST_NOTES: Final = 10  # what else is wrong is said beside the first fault
_MOST_NAMELESS: Final = 50  # operations without a usable operationId
_Loaded = TypeVar("_Loaded")


def load_contract(text: str, file: str, *, read: Callable[[str], str]) -> Contract:
    """
    Read an OpenAPI 3.0 or 3.1 document.

    Args:
        text: The contract, YAML or JSON.
        file: Its path, for messages, relative to the project's root with forward slashes.
        read: Gives the text of another file of the contract's folder, by its path relative to that folder.

    Raises:
        ContractError: when it cannot be read, refers to what is not there or may not be read, is no OpenAPI 3.0
            or 3.1, or lacks what every operation needs. What can be read but not carried is `compile_contract`'s.
    """
    return _noted(read_document(text, file, read=read), contract_in)


def load_unnamed(text: str, file: str, *, read: Callable[[str], str]) -> tuple[Contract, tuple[Fault, ...]]:
    """
    Read a document whose operations may lack a usable operationId, and return what is wrong with those.

    Such an operation is called by its method and path. Nothing may be deployed under that name: whoever gives the
    operation one later would have it destroyed and made anew.

    Args:
        text: As for `load_contract`.
        file: As for `load_contract`.
        read: As for `load_contract`.

    Raises:
        ContractError: as for `load_contract`, but for CON-018 to CON-020.
    """
    return _noted(read_document(text, file, read=read), _contract_in)


def _noted(document: Document, load: Callable[[Document], _Loaded]) -> _Loaded:
    """Say beside what ends the reading what else is wrong."""
    try:
        return load(document)
    except ContractError as error:
        for fault in structure_faults(document.root, is_31=document.is_31)[:_MOST_NOTES]:
            if str(fault.at.place) != error.at:
                error.add_note(f"  also {fault.at.place}: {shown(fault.what)}, got {shown(fault.got)}")
        raise


def _refused(nameless: Sequence[Fault]) -> ContractError:
    """Return one error about every operation without a usable name: giving names is done in one go."""
    first = nameless[0]
    error = first.at.refuse(first.code, first.what, first.got, first.fix)
    for fault in nameless[1:_MOST_NAMELESS]:
        error.add_note(f"  also {fault.at.place}: {shown(fault.what)}, got {shown(fault.got)}; {shown(fault.fix)}")
    if (more := len(nameless) - _MOST_NAMELESS) > 0:
        error.add_note(f"  also {more} more operations without a usable operationId")
    return error


def contract_in(document: Document) -> Contract:
    """
    Return the API that a document describes.

    Raises:
        ContractError: when it lacks what every operation needs.
    """
    contract, nameless = _contract_in(document)
    if nameless:
        raise _refused(nameless)
    return contract


def _contract_in(document: Document) -> tuple[Contract, tuple[Fault, ...]]:
    root, references = document.root, document.references
    root.only(*_TOP)
    info = root.needs("info")
    title, version = _said(info, "title"), _said(info, "version")
    base = base_path(root)
    security = Security(root, references)
    scopes = declared_scopes(root, references)
    asked: set[str] = set()
    operations: list[Operation] = []
    declared: dict[str, tuple[Node, Node]] = {}
    listed = _declared(root, references)
    for _, _, _, node in listed:
        node.only(*_OPERATION)
    ids, nameless = operation_ids((path, method, node) for path, method, _, node in listed)
    for path, method, item, node in listed:
        operation = _operation(ids[path, method], base, path, method, item, node, security)
        operations.append(operation)
        declared[operation.id] = (item, node)
        asked.update(operation.scopes)
    contract = Contract(
        file=document.file,
        is_31=document.is_31,
        title=title,
        version=version,
        base_path=base,
        operations=tuple(sorted(operations, key=lambda operation: (operation.path, operation.method))),
        scopes=carried_scopes(scopes, asked),
        root=root,
        references=references,
        declared=declared,
    )
    return contract, nameless


def _said(info: Node, key: str) -> str:
    node = info.needs(key)
    text = node.text()
    if not text.strip():
        raise node.refuse("CON-011", f"info says nothing about {key}", "an empty text", f"fill in {key}")
    return text


def _declared(root: Node, references: References) -> list[tuple[str, str, Node, Node]]:
    """Return path, method, path item and operation of everything under `paths`."""
    found = []
    paths = root.get("paths")
    for path, entry in paths.entries() if paths else ():
        if path.startswith("x-"):
            continue
        if len(path) > _LONGEST_PATH or not path.isprintable():
            what = f"a path has more than {_LONGEST_PATH} characters, or one that cannot be printed"
            raise entry.refuse("CON-024", what, path, "write a short path of visible characters")
        if not path.startswith("/"):
            raise entry.refuse("CON-021", "a path has to start with a slash", path, f"write /{path}")
        item = references.resolve(entry)
        item.only(*_ITEM)
        _refuse_split(entry)
        found += [(path, method, item, item.child(method)) for method in _METHODS if method in item.value]
    if not found:
        fix = "declare at least one operation under paths"
        raise (paths or root).refuse("CON-017", "the contract has no operations", "no paths", fix)
    return found


def _refuse_split(entry: Node) -> None:
    """OpenAPI leaves open what holds when a path item leads elsewhere and says something itself."""
    beside = [key for key in ("parameters", "servers", *_METHODS) if key in entry.value]
    if "$ref" in entry.value and beside:
        what = "a path item leads elsewhere and says more beside it, which OpenAPI gives no meaning"
        raise entry.refuse("CON-071", what, ", ".join(beside), "move it to where the reference leads, or drop the $ref")


def _operation(name: str, base: str, path: str, method: str, item: Node, node: Node, security: Security) -> Operation:
    names = template_names(path)
    _check_template(path, names, node, merged_parameters(item, node, security.references))
    access = security.access(node)
    return Operation(
        id=name,
        method=method.upper(),
        path=(base or "/") if path == "/" else base + path,
        scopes=access.scopes,
        is_open=access.is_open,
        is_signed=access.is_signed,
        path_parameters=names,
        place=node.place,
    )


def _check_template(path: str, names: tuple[str, ...], operation: Node, parameters: list[Node]) -> None:
    in_path = {parameter.value["name"]: parameter for parameter in parameters if parameter.value["in"] == "path"}
    seen: set[str] = set()
    for name in names:
        if name.endswith("+") and name not in in_path:
            what = f"the path {path} catches everything below it, so that nobody could say what it does"
            raise operation.refuse("CON-041", what, f"{{{name}}}", "declare each path with the operations it has")
        if name not in in_path:
            what = f"the path {path} has a variable that no parameter describes"
            raise operation.refuse("CON-022", what, f"{{{name}}}", f"add a parameter named {name} in: path")
        if name in seen:
            what = f"the path {path} has one variable twice"
            raise operation.refuse("CON-022", what, f"{{{name}}}", "give the variables two names")
        seen.add(name)
    for name, parameter in in_path.items():
        if name not in seen:
            what = f"a path parameter does not stand in the path {path}"
            raise parameter.refuse("CON-022", what, name, f"put {{{name}}} into the path, or drop the parameter")
