"""
Agree to what other distributions' packs bring: show what is new or changed, and give the lock to write.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packaged_law import Distributions, LockedProject, packages_named
from platform_constructs.policy.packs.project_lock import Change, ProjectLock
from platform_constructs.registry.read import read_registry

__all__ = ["Locking", "lock_packs"]


@dataclass(frozen=True, slots=True)
class Locking:
    """
    What a lock is, and what it will be.

    Attributes:
        lock: What is installed.
        changes: What the project's lock says otherwise, or does not say; distributions first.
    """

    lock: ProjectLock
    changes: tuple[Change, ...]


def lock_packs(own: Lawbook, project: LockedProject, installed: Distributions) -> Locking:
    """
    Hold what is installed against the lock, and run nothing of it.

    Args:
        own: The rules and packs of this library.
        project: Where the registry and the lock are.
        installed: The distributions.

    Raises:
        RegistryError: if the registry is broken.
        PackError: if the lock cannot be read, or what the registry names is offered brokenly or not installed.
    """
    written = project.packs_lock()
    old = ProjectLock({}, {}) if written is None else ProjectLock.read(*written)
    organisation = read_registry(*project.registry())
    packages = packages_named(organisation, own.shelf, installed.offers(), installed, old)
    new = ProjectLock.of(packages)
    return Locking(new, old.changes(new))
