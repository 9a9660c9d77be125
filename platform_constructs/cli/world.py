"""
Wires the ports of a synth to the real world.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from platform_constructs.adapters.alarm import alarm
from platform_constructs.adapters.contract_profile_files import read_profile_files
from platform_constructs.adapters.output import staging
from platform_constructs.adapters.pack_distributions import InstalledPacks
from platform_constructs.adapters.pack_drafts import LIFECYCLE, read_lifecycle_text
from platform_constructs.adapters.pack_files import read_pack_files
from platform_constructs.cli.project import Project, say
from platform_constructs.flows.contracts.read_standard import read_standard
from platform_constructs.flows.contracts.standard import Standard
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packaged_law import with_packaged
from platform_constructs.flows.read_packs import read_packs
from platform_constructs.flows.synth import Ask, World
from platform_constructs.model.plan import Plan
from platform_constructs.policy.packs.lifecycle import read_lifecycle
from platform_constructs.policy.packs.lock import digest_of
from policy_packs import PACKS, every_contract_rule, every_rule

__all__ = ["ask_for", "lawbook", "output_folder", "standard", "world_of"]


def world_of(project: Project, output: Path) -> World:
    """Return the ports of one project, writing to one folder."""
    return World(project.files, project.run, _build, lambda: staging(output), say, alarm())


def lawbook(project: Project | None = None) -> Lawbook:
    """
    Return every rule and released pack.

    Args:
        project: Adds what its registry names of other distributions, as its packs.lock has it; None for our own law.

    Raises:
        RegistryError: if there are other distributions' packs to look for and the registry is broken.
        PackError: if a pack was altered since its release, or differs from the project's lock.
    """
    known = every_rule()
    files, lock = read_pack_files(PACKS)
    digests = {f"policy_packs/{file}": digest_of(content) for file, content in files.items()}
    shelf = read_packs(files, lock, rules_known=frozenset(known))
    leaving = read_lifecycle(read_lifecycle_text(PACKS), f"policy_packs/{LIFECYCLE}", shelf=shelf)
    own = Lawbook(shelf, known, digests, leaving, partial(standard, project))
    return own if project is None else with_packaged(own, project.files, InstalledPacks())


def standard(project: Project | None = None) -> Standard:
    """
    Return every contract rule and profile.

    Args:
        project: Adds the profiles that lie beside its registry; None for our own.

    Raises:
        PackError: if a profile cannot be read.
    """
    texts, digests = read_profile_files(PACKS / "contract_profiles")
    files = [(text, file) for file, text in texts.items()]
    return read_standard(
        every_contract_rule(), (*files, *(project.files.contract_profiles() if project else ())), digests
    )


def output_folder(project: Project, output: Path | None) -> Path:
    """Return where the result goes: the option, else what the cdktf CLI asks for, else `cdktf.out`."""
    asked = output or Path(os.environ.get("CDKTF_OUTDIR") or project.files.root / "cdktf.out")
    return asked if asked.is_absolute() else Path.cwd() / asked


def ask_for(project: Project, stacks: tuple[str, ...], output: Path) -> Ask:
    """Return what the command line asks for."""
    shown = os.path.relpath(output)
    return Ask(stacks, project.environment, project.today, str(output) if shown.startswith("..") else shown)


def _build(plan: Plan, folder: Path, *, hatches: bool) -> None:
    from stacks.build import build  # noqa: PLC0415  # entering starts Node: only after every cheap check

    build(plan, folder, hatches=hatches)
