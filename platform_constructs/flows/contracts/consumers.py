"""
Bring the consumers' files to the contracts they speak of: who breaks, and what in a file speaks of nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.consumer_faults import consumer_faults, finding_of_consumer
from platform_constructs.flows.contracts.consumer_file import Consumer, read_consumer
from platform_constructs.flows.contracts.consumer_view import ConsumerView, view_of
from platform_constructs.flows.contracts.contract_diff import ContractDiff
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place

__all__ = ["ConsumerFile", "with_consumers"]


@dataclass(frozen=True, slots=True)
class ConsumerFile:
    """
    A consumer's file.

    Attributes:
        file: Its path.
        owner: Who has to correct it.
        text: What it says; the error, when it could not be read.
    """

    file: str
    owner: str
    text: str | PlatformError


def with_consumers(
    diffs: Sequence[ContractDiff], files: Iterable[ConsumerFile], *, stacks: Collection[str], whole: bool
) -> tuple[tuple[ContractDiff, ...], tuple[Finding, ...]]:
    """
    Add each consumer's view to the contract it uses, and return the findings about files beside it.

    Args:
        diffs: What was compared.
        files: The consumers' files.
        stacks: Every stack with a contract; a file that names another one is told.
        whole: Whether every contract was compared, so that a title nobody has is known to be one.
    """
    views: list[list[ConsumerView]] = [[] for _ in diffs]
    found: list[Finding] = []
    for file in files:
        consumer = _read(file, found)
        if consumer is None:
            continue
        used = [number for number, diff in enumerate(diffs) if _is_of(consumer, diff)]
        for number in used:
            diff = diffs[number]
            touches = view_of(consumer, diff.changes, diff.old, diff.new)
            faults = () if diff.error else consumer_faults(consumer, diff.old, diff.new, owner=file.owner)
            views[number].append(ConsumerView(consumer, touches, faults))
        if not used:
            found += _stranger(consumer, file.owner, diffs, stacks, whole=whole)
    seen = (tuple(sorted(each, key=lambda view: (-view.hit, view.consumer.name))) for each in views)
    return tuple(
        replace(diff, consumers=(*diff.consumers, *each)) for diff, each in zip(diffs, seen, strict=True)
    ), tuple(found)


def _read(file: ConsumerFile, found: list[Finding]) -> Consumer | None:
    try:
        if isinstance(file.text, PlatformError):
            raise file.text
        return read_consumer(file.text, file.file)
    except PlatformError as error:  # one consumer's slip holds up neither the contract nor the other consumers
        said, _, line = error.at.partition(" ")[0].rpartition(":")
        at = Place(said, int(line)) if said and line.isdigit() and len(line) < 8 else Place(error.at)
        told = (error.code, "unreadable-consumer", error.what, at, str(error.got), error.fix)
        found.append(finding_of_consumer(*told, owner=file.owner))
        return None


def _is_of(consumer: Consumer, diff: ContractDiff) -> bool:
    return consumer.stack == diff.pair.name if consumer.stack else consumer.api in diff.titles


def _stranger(
    consumer: Consumer, owner: str, diffs: Sequence[ContractDiff], stacks: Collection[str], *, whole: bool
) -> list[Finding]:
    if consumer.stack:
        if consumer.stack in stacks:
            return []
        what, got, names = "no stack with a contract has this name", consumer.stack, sorted(stacks)
    elif whole:
        what, got = "no contract has this title", consumer.api
        names = sorted({title for diff in diffs for title in diff.titles})
    else:
        return []
    fix = nearest(got, names, f"use one of: {', '.join(names[:20])}")
    return [finding_of_consumer("CON-164", "unknown-api", what, consumer.place, got, fix, owner=owner)]
