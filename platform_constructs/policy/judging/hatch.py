"""
What an escape hatch did, held against the road without it: what no rule could see is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.errors import shown
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.judging.off_limits import ALWAYS_FREE, LOCAL_FILES, TARGETS, ground_of, kept
from platform_constructs.policy.reading.interpolation import expressions, whole_reference
from platform_constructs.policy.reading.parts import too_deep
from platform_constructs.policy.reading.paths import META_ARGUMENTS, locate
from platform_constructs.policy.reading.reads_machine import machine_reads, texts_in
from platform_constructs.policy.reading.values import Absent, Unknown

__all__ = ["hatch_findings"]

_COMPARED: Final = {"resource": "", "data": "data.", "output": "output."}
_FREE_SECTIONS: Final = frozenset({"//", *_COMPARED})
_ENGINE: Final = ("connection", "provider", "provisioner")
_ENGINE_OF_ROAD: Final = ("count", "dynamic", "for_each")
_FREE_LIFECYCLE: Final = frozenset(
    {"//", "create_before_destroy", "postcondition", "precondition", "prevent_destroy", "replace_triggered_by"}
)
_PARAMETER: Final = re.compile(r"[A-Za-z0-9_./-]+")
_ASSET: Final = re.compile(r"assets/(?!.*\.\.)[A-Za-z0-9_./-]+")  # where cdktf copies a TerraformAsset, beside the JSON

_FIXES: Final = {
    "GATE-006": "leave provider, state and every other section to the road; what all stacks need is the platform's",
    "GATE-007": "write the value itself into stack.py, or refer to a resource; read nothing where Terraform runs",
    "GATE-008": "drop it; a resource is changed by its attributes, written out, and never hidden from Terraform",
    "GATE-010": 'publish under this stack\'s own prefix, as literal text, without "overwrite"',
    "GATE-011": "ask for it in the contract, the declaration or platform.toml; only the road writes this",
    "GATE-012": "keep it; what a domain must not have is decided by its packs, and waived where a rule asks for it",
    "GATE-013": "write plain objects, type by type and name by name, as cdktf does",
    "GATE-014": "refer to a resource of this stack, such as ${aws_iam_role.x.name}; ask the owner of any other",
}
_NAMES: Final = {
    "GATE-006": "altered-ground",
    "GATE-007": "machine-reading-expression",
    "GATE-008": "engine-directive",
    "GATE-009": "ground-of-others",
    "GATE-010": "stray-parameter",
    "GATE-011": "rewritten-road",
    "GATE-012": "removed-resource",
    "GATE-013": "uncomparable-part",
    "GATE-014": "foreign-attachment",
}
_NOTHING: Final = object()


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    what: str
    address: str
    got: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A resource, data source or output; its type is `output` for the last."""

    type: str
    body: Mapping[str, Any]


def hatch_findings(
    road: Mapping[str, Any],
    written: Mapping[str, Any],
    *,
    site_prefix: str,
    stack: str,
    owner: str,
    at: Place,
) -> tuple[Finding, ...]:
    """
    Refuse what an escape hatch may not do, whatever the rules say of the outcome.

    Args:
        road: The parsed `cdk.tf.json` as the road alone writes it.
        written: The same with the escape hatch.
        site_prefix: The SSM prefix of this stack, such as `/meridian/sandbox/ordering-public/`.
        stack: The stack's name.
        owner: The domain that has to act.
        at: Where the declaration with the hatch stands.

    Returns:
        Blocking findings GATE-006 to GATE-014, sorted; none when the hatch is harmless.

    Raises:
        ValueError: if the prefix is not one.
    """
    if len(site_prefix.strip("/").split("/")) < 2 or not site_prefix.startswith("/"):
        raise ValueError(f"{site_prefix!r} is not the prefix of one stack")
    faults = set(_faults(road, written, site_prefix.rstrip("/") + "/"))
    found = (
        Finding(
            one.code,
            _NAMES[one.code],
            Level.BLOCK,
            f"the escape hatch {one.what}",
            at,
            one.fix or _FIXES[one.code],
            owner,
            shown(one.got),
            stack,
            one.address,
        )
        for one in faults
    )
    return tuple(sorted(found, key=lambda each: (each.order, each.got)))


def _faults(road: Mapping[str, Any], written: Mapping[str, Any], prefix: str) -> Iterator[_Fault]:
    if not isinstance(written, Mapping) or too_deep(written):
        yield _Fault("GATE-013", "wrote something that is no Terraform", "", type(written).__name__)
        return
    for section in sorted((road.keys() | written.keys()) - _FREE_SECTIONS, key=str):
        if road.get(section) != written.get(section):
            path, got = _difference(road.get(section), written.get(section))
            yield _Fault("GATE-006", f"changes {section}, which is the road's", f"{section}{path}", got)
    for section in _COMPARED:
        yield from _odd(section, written.get(section))
    before, after = _things(road), _things(written)
    for address in sorted(before.keys() - after.keys()):
        yield _Fault("GATE-012", f"removes {address}, which the road put there", address, address)
    known = frozenset(texts_in(road))
    for address, new in sorted(after.items()):
        old = before.get(address)
        if old != new:
            yield from _machine(address, new, known)
            yield from _output(address, old) if new.type == "output" else _resource(address, old, new, after, prefix)


def _output(address: str, old: _Thing | None) -> Iterator[_Fault]:
    if old is not None:
        yield _Fault("GATE-011", f"changes {address}, which is the road's", address, address)


def _resource(
    address: str, old: _Thing | None, new: _Thing, after: Mapping[str, _Thing], prefix: str
) -> Iterator[_Fault]:
    yield from _engine(address, old.body if old else None, new.body)
    if old is not None:
        yield from _rewritten(address, old.body, new)
    elif ground := ground_of(new.type):
        yield _Fault("GATE-009", f"adds {address}: it {ground.why}", address, new.type, ground.fix)
    if new.type == "aws_ssm_parameter":
        yield from _parameter(address, new.body, prefix)
    target = TARGETS.get(new.type)
    if target is not None and not _is_own(new.body.get(target), after):
        got = shown(new.body.get(target, "nothing"))
        yield _Fault("GATE-014", f"attaches {address} to what is not this stack's: {target}", address, got)


def _odd(section: str, raw: Any) -> Iterator[_Fault]:
    """What is not plainly a table of tables could hide a resource from the comparison."""
    why = f"writes {section} as something other than plain objects"
    if raw is not None and not isinstance(raw, Mapping):
        yield _Fault("GATE-013", why, section, type(raw).__name__)
        return
    for name, inner in (raw or {}).items():
        address = f"{_COMPARED[section]}{name}"
        bodies = {address: inner}
        if section != "output" and isinstance(inner, Mapping):
            bodies = {f"{address}.{each}": body for each, body in inner.items()}
        for where, body in bodies.items():
            if not isinstance(body, Mapping):
                yield _Fault("GATE-013", why, where, type(body).__name__)


def _things(document: Mapping[str, Any]) -> dict[str, _Thing]:
    """Return everything of the compared sections by address, without cdktf's comments."""
    things: dict[str, _Thing] = {}
    for section, prefix in _COMPARED.items():
        named = document.get(section)
        for kind, inner in named.items() if isinstance(named, Mapping) else ():
            bodies = {kind: inner} if section == "output" else inner
            for name, body in bodies.items() if isinstance(bodies, Mapping) else ():
                if isinstance(body, Mapping):
                    said = {key: value for key, value in body.items() if key != "//" and value is not None}
                    place = f"{prefix}{name}" if section == "output" else f"{prefix}{kind}.{name}"
                    things[place] = _Thing("output" if section == "output" else f"{prefix}{kind}", said)
    return things


def _machine(address: str, new: _Thing, known: frozenset[str]) -> Iterator[_Fault]:
    for text in sorted(set(texts_in(new.body)) - known):
        if read := machine_reads(text):
            yield _Fault("GATE-007", f"reads the machine that Terraform runs on: {read}", address, text)
    attribute = LOCAL_FILES.get(new.type, "")
    path = new.body.get(attribute)
    if path is not None and not (isinstance(path, str) and _ASSET.fullmatch(path)):
        yield _Fault("GATE-007", f"hands AWS a file of the machine: {attribute}", address, shown(path))


def _engine(address: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[_Fault]:
    before = old or {}
    for name in (*_ENGINE, *(_ENGINE_OF_ROAD if old is not None else ())):
        if before.get(name) != new.get(name):
            path, got = _difference(before.get(name), new.get(name))
            yield _Fault("GATE-008", f"puts {name} on {address}", address, f"{name}{path}: {shown(got)}")
    earlier = _lifecycle(before)
    for name, value in _lifecycle(new).items():
        if name not in _FREE_LIFECYCLE and value not in (earlier.get(name), None, []):
            why = ": what was judged is not what would be kept" if name == "ignore_changes" else ""
            yield _Fault("GATE-008", f"puts lifecycle.{name} on {address}{why}", address, f"{name}: {shown(value)}")


def _lifecycle(body: Mapping[str, Any]) -> dict[str, Any]:
    raw = body.get("lifecycle")
    blocks = raw if isinstance(raw, list) else [raw or {}]
    return {
        str(key): value
        for block in blocks
        for key, value in (block.items() if isinstance(block, Mapping) else [("?", block)])
    }


def _rewritten(address: str, old: Mapping[str, Any], new: _Thing) -> Iterator[_Fault]:
    attributes = frozenset(old.keys() | new.body.keys()) - META_ARGUMENTS - ALWAYS_FREE
    for name in kept(new.type, attributes):
        before, after = (locate(body, name, terraform=True) for body in (old, new.body))
        if before != after:
            path, got = _difference(before, after)
            yield _Fault("GATE-011", f"changes {name}{path} of {address}, which is the road's", address, got)


def _parameter(address: str, new: Mapping[str, Any], prefix: str) -> Iterator[_Fault]:
    name = new.get("name", "nothing")
    if not (isinstance(name, str) and _PARAMETER.fullmatch(name) and name.startswith(prefix) and name != prefix):
        yield _Fault("GATE-010", f"publishes outside {prefix}", address, shown(name))
    if new.get("overwrite", False) not in (False, "false"):
        yield _Fault("GATE-010", "overwrites what another stack may have published", address, "overwrite")


def _is_own(text: object, after: Mapping[str, _Thing]) -> bool:
    """Whether a text is nothing but a reference to a resource of this stack."""
    found = expressions(text) if isinstance(text, str) else ()
    if not isinstance(text, str) or not found or (found[0].start, found[0].end) != (0, len(text)):
        return False
    whole = whole_reference(found[0].code)
    return whole is not None and not whole.address.startswith("data.") and whole.address in after


def _difference(old: Any, new: Any, path: str = "") -> tuple[str, str]:
    """Return where two values first differ, as a dotted path behind a dot, and what stands there now, in one line."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted(old.keys() | new.keys(), key=str):
            if old.get(key, _NOTHING) != new.get(key, _NOTHING):
                return _difference(old.get(key, _NOTHING), new.get(key, _NOTHING), f"{path}.{key}")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                return _difference(before, after, f"{path}.{number}")
    if new is None or new is _NOTHING or isinstance(new, Absent):
        return path, "nothing"
    if isinstance(new, Unknown):
        return path, new.expression
    if isinstance(new, Mapping):
        return path, "keys: " + ", ".join(sorted(map(str, new)))
    return path, f"a list of {len(new)}" if isinstance(new, list) else shown(new)
