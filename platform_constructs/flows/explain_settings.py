"""
Explain a stack: what the packs decided for it, and which of them had a say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.read_project import Project
from platform_constructs.model.settings import Settings
from platform_constructs.policy.shelf import Shelf

__all__ = ["Decided", "explain_settings"]


@dataclass(frozen=True, slots=True)
class Decided:
    """
    What was decided for one stack.

    Attributes:
        stack: Its name.
        packs: The packs that bind it, such as `baseline 1.0.0`, sorted.
        settings: Every effective setting with its reasons.
    """

    stack: str
    packs: tuple[str, ...]
    settings: Settings


def explain_settings(project: Project, shelf: Shelf, *, today: date) -> tuple[Decided, ...]:
    """
    Return every effective setting of the selected stacks with its reasons, the deciding one first.

    Args:
        project: The project, with the stacks to explain selected.
        shelf: Every released pack.
        today: The date that dated rules are read against.

    Raises:
        DeclarationError, PackError: if the settings cannot be decided.
    """
    found = []
    for declaration in project.declarations:
        if declaration.stack in project.selected:
            law = law_for(project, declaration, shelf, today=today)
            found.append(Decided(declaration.stack, law.labels, settings_for(law, declaration)))
    return tuple(found)
