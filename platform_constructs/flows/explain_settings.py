"""
Explain a stack: what the packs decided for it, and which of them had a say.
"""

from __future__ import annotations

from datetime import date

from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.read_project import Project
from platform_constructs.policy.shelf import Shelf

__all__ = ["explain_settings"]


def explain_settings(project: Project, shelf: Shelf, *, today: date) -> str:
    """
    Return every effective setting of the selected stacks with its reasons, the deciding one first.

    Args:
        project: The project, with the stacks to explain selected.
        shelf: Every released pack.
        today: The date that dated rules are read against.

    Raises:
        DeclarationError, PackError: if the settings cannot be decided.
    """
    parts = []
    for declaration in project.declarations:
        if declaration.stack in project.selected:
            law = law_for(project, declaration, shelf, today=today)
            decided = settings_for(law, declaration)
            parts.append(f"{declaration.stack}, bound by {', '.join(law.labels)}")
            parts += [f"  {name}\n" + "\n".join(f"    {why}" for why in decided[name].because) for name in decided]
    return "\n".join(parts)
