"""
Explain a stack: what the packs decided for it, or for one setting of it, and which of them had a say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.read_project import Project
from platform_constructs.model.settings import Settings
from platform_constructs.policy.packs.shelf import Shelf

__all__ = ["Decided", "explain_settings"]


@dataclass(frozen=True, slots=True)
class Decided:
    """
    What was decided for one stack.

    Attributes:
        stack: Its name.
        packs: The packs that bind it, such as `baseline 1.0.0`, sorted.
        settings: Every effective setting with its reasons; only the one asked for, where one was. Then none means
            that no pack decides it.
        asked: The one setting that was asked for; empty for all.
    """

    stack: str
    packs: tuple[str, ...]
    settings: Settings
    asked: str = ""


def explain_settings(project: Project, shelf: Shelf, *, today: date, only: str = "") -> tuple[Decided, ...]:
    """
    Return every effective setting of the selected stacks with its reasons, the deciding one first.

    Args:
        project: The project, with the stacks to explain selected.
        shelf: Every released pack.
        today: The date that dated rules are read against.
        only: The one setting to explain; empty for all.

    Raises:
        DeclarationError, PackError: if the settings cannot be decided.
    """
    found = []
    for declaration in project.declarations:
        if declaration.stack in project.selected:
            law = law_for(project, declaration, shelf, today=today)
            settings = settings_for(law, declaration)
            if only:
                settings = Settings({name: settings[name] for name in settings if name == only})
            found.append(Decided(declaration.stack, law.labels, settings, only))
    return tuple(found)
