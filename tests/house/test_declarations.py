"""
What a domain team writes stays as short as we say.
"""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

import pytest

from tests.house.plan import ROOT, modules, named

LONGEST = 8
CONTAINER = 5
PLATFORM = 10  # what everybody stands on: one line for each of its roads
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}


def lines_of_code(source: str) -> int:
    """Count the lines with code on them, imports included. Blank lines, comments and docstrings are not code."""
    lines: set[int] = set()
    fresh = True  # at the start of a statement, where a text alone is a docstring
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type in NOT_CODE:
            fresh = fresh or token.type == tokenize.NEWLINE
            continue
        if not (fresh and token.type == tokenize.STRING and after.type == tokenize.NEWLINE):
            lines.update(range(token.start[0], token.end[0] + 1))
        fresh = False
    return len(lines)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", 0),
        ('"""\nTwo lines\nof text.\n"""\n\n# a comment\n', 0),
        ("import a  # why\n", 1),
        ("a = f(\n    b=1,\n    # why\n    c='''\n''',\n)\n", 5),
    ],
    ids=["empty", "docstring", "import", "call"],
)
def test_lines_of_code_are_counted_as_people_count(source, expected):
    """A call over five lines is five; a docstring or a comment is none."""
    assert expected == lines_of_code(source)


def _declarations() -> list[Path]:
    return [file for file in modules("stacks/domains") if file.name == "stack.py"]


def test_a_declaration_is_at_most_eight_lines_and_five_for_a_container():
    """A declaration is at most eight lines of code with its imports; a container says more, the platform has more."""
    texts = {named(file): file.read_text(encoding="utf-8") for file in _declarations()}
    allowed = {file: LONGEST + CONTAINER * text.count("ContainerBackend(") for file, text in texts.items()}
    allowed["stacks/domains/platform/stack.py"] = PLATFORM
    counted = {file: lines_of_code(text) for file, text in texts.items()}

    assert counted, "stacks/domains has no stack.py"
    assert {} == {file: lines for file, lines in counted.items() if lines > allowed[file]}


def test_a_domain_writes_few_kinds_of_files():
    """A domain holds stack.py, contracts, baselines, waivers, consumers, partners and functions, nothing else."""
    strangers = [
        named(file)
        for folder in sorted((ROOT / "stacks" / "domains").iterdir())
        if folder.is_dir()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.suffix not in {".json", ".pyc", ".yaml", ".yml"}
        and file.name not in {"partners.toml", "stack.py", "waivers.toml"}
        and not file.name.endswith(".baseline.toml")
        and file.parent.name != "consumers"
        and f'code="{file.relative_to(folder).parts[0]}"' not in (folder / "stack.py").read_text(encoding="utf-8")
    ]

    assert [] == strangers
