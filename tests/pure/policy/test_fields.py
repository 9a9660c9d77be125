"""
Reading a hand-written file strictly.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from platform_constructs.errors import PackError
from platform_constructs.policy.fields import Fields

SENTENCE = "is a sentence of at most 2000 characters on one line"
TEXT = 'name = "a"\nday = 2027-03-01\nwhen = 2027-03-01T10:00:00\nlist = [1, 2]\nempty = "  "\n[table]\nx = 1\n'


def fields(text: str = TEXT) -> Fields:
    return Fields.parse(text, "a.toml", error=PackError, unreadable="E-1", malformed="E-2", unknown="E-3")


def table() -> dict[str, Any]:
    return dict(fields().source.data)


def refusal(caught: pytest.ExceptionInfo[PackError]) -> tuple[str, str, str, object, str]:
    error = caught.value
    return error.code, error.what, str(error.at), error.got, error.fix


def test_what_is_no_toml_is_refused_with_its_line():
    """The line and the reader's reason are named."""
    with pytest.raises(PackError) as caught:
        fields("a = 1\nb = = 2\n")

    code, what, at, _, fix = refusal(caught)
    assert (
        "E-1",
        "the file is not TOML that we read",
        "a.toml:2",
        "correct the line; https://toml.io shows the syntax",
    ) == (
        code,
        what,
        at,
        fix,
    )


def test_what_is_there_is_read():
    """A sentence, a date and a table, each by its key; a table may be left out."""
    read, owner = fields(), table()

    assert ("a", date(2027, 3, 1), {"x": 1}, {}) == (
        read.text(owner, ("name",)),
        read.day(owner, ("day",)),
        read.table(owner, ("table",)),
        read.table(owner, ("nothing",)),
    )


@pytest.mark.parametrize(
    ("method", "key", "expected"),
    [
        ("text", "gone", (f"gone {SENTENCE}", "nothing", 'write gone = "..."')),
        ("text", "empty", (f"empty {SENTENCE}", "  ", 'write empty = "..."')),
        ("text", "list", (f"list {SENTENCE}", "a list of 2", 'write list = "..."')),
        ("text", "table", (f"table {SENTENCE}", "a table", 'write table = "..."')),
        ("day", "gone", ("gone is a date", "nothing", "write gone = 2027-03-01, without quotes")),
        ("day", "name", ("name is a date", "a", "write name = 2027-03-01, without quotes")),
        ("day", "when", ("when is a date", "2027-03-01T10:00:00", "write when = 2027-03-01, without quotes")),
        ("table", "name", ("name is a table", "a", "write [name]")),
    ],
)  # fmt: skip
def test_what_is_of_the_wrong_kind_is_refused(method: str, key: str, expected: tuple[str, str, str]):
    """The refusal says what belongs there, what stands there, and what to write."""
    with pytest.raises(PackError) as caught:
        getattr(fields(), method)(table(), (key,))

    code, what, _, got, fix = refusal(caught)
    assert ("E-2", *expected) == (code, what, got, fix)


@pytest.mark.parametrize("said", ["x" * 2000, "ä"])
def test_a_sentence_may_be_long_and_in_any_language(said: str):
    """Two thousand printable characters are a sentence."""
    assert said == fields(f'a = "{said}"').text({"a": said}, ("a",))


@pytest.mark.parametrize("said", ["x" * 2001, "a\nb", "a\x00b", ""])
def test_a_sentence_is_one_printable_line(said: str):
    """Longer, broken, unprintable and empty texts are refused."""
    with pytest.raises(PackError):
        fields().text({"name": said}, ("name",))


def test_a_key_that_nobody_reads_is_refused_at_its_line():
    """The nearest known word is offered, or all of them."""
    found = []
    for known in (("day", "list", "empty", "when", "table", "nam"), ("x",)):
        with pytest.raises(PackError) as caught:
            fields().only(table(), (), known)
        found.append(refusal(caught))

    assert [
        ("E-3", "nobody reads this key", "a.toml:1 (name)", "name", "did you mean nam?"),
        ("E-3", "nobody reads this key", "a.toml:1 (name)", "name", "use only x"),
    ] == found


def test_known_keys_are_no_fault():
    """Nothing is refused where every key is read."""
    fields().only(table(), (), table())
