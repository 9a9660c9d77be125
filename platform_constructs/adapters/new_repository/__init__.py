"""
The files of a new repository of one domain, as templates: a place to fill in is written %%name.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from string import Template
from typing import Final

__all__ = ["CHECKOV", "CI", "repository_files"]

CHECKOV: Final = "3.3.30"
"""The version that the skips in our packs were decided for; requirements/checkov.txt pins the same."""


CI: Final[Mapping[str, str]] = {"github": ".github/workflows/paved.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each CI reads what it has to do."""

_FILES: Final[Mapping[str, str]] = {
    "Makefile": "Makefile",
    "README.md": "README.md",
    "cdktf.json": "cdktf.json",
    "gitignore": ".gitignore",
    "openapi.yaml": "stacks/domains/%%domain/openapi.yaml",
    "paved.toml": "paved.toml",
    "requirements-checkov.txt": "requirements-checkov.txt",
    "requirements.txt": "requirements.txt",
    "stack.py.txt": "stacks/domains/%%domain/stack.py",
    "test_api.py.txt": "tests/test_api.py",
}


class _Template(Template):
    delimiter = "%%"


def repository_files(said: Mapping[str, str], *, ci: str) -> dict[str, str]:
    """
    Return the text of every file by its path in the repository.

    Args:
        said: What is filled in, by name.
        ci: A key of `CI`.

    Raises:
        KeyError: for a place that nothing is said for.
    """
    folder, filled = resources.files(__name__), {**said, "checkov": CHECKOV}
    sources = {**_FILES, f"{ci}/pipeline.yml": CI[ci]}
    return {
        _Template(path).substitute(filled): _Template(folder.joinpath(source).read_text(encoding="utf-8")).substitute(
            filled
        )
        for source, path in sources.items()
    }
