"""
A bench with one rule and one pack, small enough to read.
"""

from __future__ import annotations

from typing import Any

from platform_constructs.flows.packs.bench import Bench
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.packs.lock import with_locked
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.proving.cases import Case
from platform_constructs.policy.proving.golden import golden_text
from platform_constructs.policy.reading.values import Known, Unknown
from platform_constructs.policy.rule import Rule, rule
from platform_constructs.policy.view import Resource


@rule("LOG-001", "plain-log", concerns={"aws_cloudwatch_log_group"}, references=("FSBP",), controls=("LOG-01",))
def plain_log(group: Resource) -> Verdict:
    """
    ## What it does
    Finds log groups without a key.

    ## Why is this bad?
    Whoever reads the disk reads the log.

    ## Example
    ```json
    {"name": "a"}
    ```

    Use instead:
    ```json
    {"name": "a", "kms_key_id": "b"}
    ```
    """
    match group["kms_key_id"]:
        case Known():
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed("it has no key", "give it a key")


@rule("LOG-002", "second-log", concerns={"aws_cloudwatch_log_group"})
def second_log(group: Resource) -> Verdict:
    """
    ## What it does
    Finds nothing.

    ## Why is this bad?
    It is not documented.

    ## Example
    None.

    Use instead:
    Nothing.
    """
    raise ValueError(group.address)


def case(verdict: str, name: str, said: dict[str, Any], stem: str = "log_plain_log") -> Case:
    return Case(stem, verdict, name, said)


CASES = (
    case("fail", "no-key", {"name": "a"}),
    case("pass", "key", {"kms_key_id": "k"}),
    case("undecided", "variable", {"kms_key_id": "${var.key}"}),
)
RULES = {each.code: each for each in (plain_log, second_log)}
RELEASED = """# Released 2026-11-22. Frozen: to change anything, copy this file to the next version.
name = "logs"
version = "1.0.0"
summary = "What logs have."
since_last = "The first."
frameworks = ["FSBP"]

[settings]
"logs.retention_days" = { at_least = 365, default = 400 } # a year

[rules]
LOG-001 = "warn"     # plain-log
"""
DRAFT = RELEASED.replace(
    "# Released 2026-11-22. Frozen: to change anything, copy this file to the next version.",
    "# Draft. It binds nobody until `paved packs release logs` freezes it.",
).replace("The first.", "Logs without a key are refused: there was none in November.")


def draft(version: str = "2.0.0", **replaced: str) -> str:
    """The draft of a version that refuses plain logs, with other changes."""
    text = DRAFT.replace("1.0.0", version).replace('LOG-001 = "warn"', 'LOG-001 = "block"')
    for old, new in replaced.items():
        assert f"{old} = " in text, old
        start = text.index(f"{old} = ")
        text = text[:start] + new + text[text.index("\n", start) :]
    return text


def bench(
    drafted: str = "",
    *,
    released: tuple[str, ...] = (RELEASED,),
    cases: tuple[Case, ...] = CASES,
    rules: dict[str, Rule] | None = None,
    golden: dict[str, str] | None = None,
) -> Bench:
    """A bench on which a pack has been released, and drafts lie."""
    known = RULES if rules is None else rules
    files = {f"logs/{_version(text)}.toml": text.encode() for text in released}
    lock = ""
    for path, content in files.items():
        lock = with_locked(lock, path, content)
    shelf = Shelf(packs_in(files, "packs", rules_known=frozenset(known)))
    frozen = {f"logs-{pack.version}": golden_text(pack, known, CASES) for pack in shelf.packs}
    drafts = {"logs": drafted.encode()} if drafted else {}
    return Bench("packs", shelf, lock, drafts, known, cases, frozen if golden is None else golden)


def _version(text: str) -> str:
    return text.split('version = "')[1].split('"')[0]
