"""
The claims of the reports of changed contracts: readable at any size, and foreign text is never markup.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest

from platform_constructs.adapters.reports.contract_changelog import changelog_markdown
from platform_constructs.adapters.reports.contract_diff_json import diff_json
from platform_constructs.adapters.reports.contract_diff_markdown import diff_markdown
from platform_constructs.adapters.reports.contract_diff_schema import diff_schema
from platform_constructs.adapters.reports.contract_diff_text import diff_text
from platform_constructs.adapters.reports.contract_markdown import code, prose
from platform_constructs.contracts.compare.api.ledger import ONLY_DRAFTS
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.flows.contracts.changelog import changelog
from platform_constructs.flows.contracts.consumers import ConsumerFile
from platform_constructs.flows.contracts.diff_report import DiffReport, diff_contracts
from platform_constructs.flows.contracts.side import Pair
from tests.pure.flows.contracts.small_contracts import FILE, ORDER, change, saying, side
from tests.pure.flows.contracts.test_diff import PAIR, asked, waiver

GONE = change(
    "response-property-removed",
    old=f"{ORDER}/properties/price",
    path="price",
    what="the property `price` was removed",
)
SAID = change(
    "response-property-enum-value-added",
    Severity.WARN,
    new=f"{ORDER}/properties/state/enum/2",
    path="state",
    what="`LOST` was added",
)
TOLD = change("endpoint-added", Severity.INFO, new="/p", component="PUT /x", operations=("PUT /x",), what="it is new")
CONSUMER = """\
consumer = "webshop"
contact = "webshop@meridian.example"
stack = "ordering-public"
[operations.listOrders]
fields = ["response.items[].price", "response.items[].prise"]
"""


def many() -> DiffReport:
    """300 changes of 30 components."""
    changes = [
        replace(
            GONE,
            component=f"schemas/S{number % 30:02}",
            path="",
            severity=Severity(number % 3 + 1),
            what=f"the property `p{number}` was removed",
        )
        for number in range(300)
    ]
    return diff_contracts([PAIR], saying(*changes))


def whole() -> DiffReport:
    """A report with something of everything."""
    accepted = waiver(asked(compare=saying(GONE, SAID)), "CMP-001", "schemas/Order")
    report = asked(accepted, compare=saying(GONE, SAID, TOLD, enough=lambda _: False))
    gone = Pair("old-public", "ordering", replace(side(), commit="abc"), None)
    unread = Pair("bad-public", "ordering", side({"swagger": "2.0"}), side())
    moved = replace(PAIR, name="moved-public", moved_from="then.yaml")
    more = diff_contracts(
        [PAIR, gone, unread, moved, Pair("new-public", "ordering", None, side())],
        saying(GONE, SAID, TOLD),
        consumers=[ConsumerFile("c.toml", "delivery", CONSUMER), ConsumerFile("x.toml", "delivery", "x")],
        since="main",
        notes=["something was left out"],
    )
    return replace(more, contracts=(*more.contracts, *report.contracts))


def test_three_changes_read_well() -> None:
    """Each with its place and reason, then what the version has to do, then the answer; nothing twice."""
    consumers = [ConsumerFile("c.toml", "delivery", CONSUMER.replace(', "response.items[].prise"', ""))]
    report = diff_contracts([PAIR], saying(GONE, SAID, TOLD), consumers=consumers, since="main")

    assert (
        f"""\
ordering-public  {FILE}  1.2.0 -> 1.3.0

schemas/Order  (GET /orders, POST /orders)
  BREAKING  the property `price` was removed  [CMP-002 response-property-removed]
            somebody notices (was line 1)
  warning   state: `LOST` was added  [CMP-001 response-property-enum-value-added]
            somebody notices (line 2)

PUT /x
            it is new  [CMP-001 endpoint-added]

consumers
  webshop: broken by 1  (webshop@meridian.example)
    broken  listOrders response.items[].price: the property `price` was removed

asks for a major step of info.version; 1.2.0 -> 1.3.0 is a minor one
1 breaking change, 1 warning, 1 other change

to have a break accepted: paved contract diff --since main --draft CMP-002 "schemas/Order" prints the waiver to complete

contract diff: 1 contract since main, 1 breaking change, 1 warning, 1 other change, 1 consumer is broken: refused
"""
        == f"{diff_text(report)}\n"
    )


def test_what_was_not_compared_is_not_called_unchanged() -> None:
    """The last line says of a contract that nobody could read that it was not compared."""
    unread = Pair("bad-public", "ordering", side(), side({"swagger": "2.0"}))

    last = diff_text(diff_contracts([unread], saying())).splitlines()[-1]

    assert "contract diff: 1 contract, 1 not compared: could not be judged" == last


def test_breaks_of_a_draft_are_told_as_such() -> None:
    """They refuse nothing, and the last line says why."""
    excused = replace(GONE, severity=Severity.INFO, why=ONLY_DRAFTS)

    last = diff_text(diff_contracts([PAIR], saying(excused))).splitlines()[-1]

    assert "1 of them in a draft, where no break counts before it is stable: nothing is refused" in last


def test_three_hundred_changes_are_a_screen_or_two() -> None:
    """The worst come first, the rest is counted, and `--all` shows it."""
    text, everything = diff_text(many()), diff_text(many(), everything=True)

    assert "not shown: 75 breaking changes, 100 warnings, 100 other changes; --all shows everything" in text
    assert 80 > text.count("\n")
    assert 25 == text.count("BREAKING")
    assert (100, 100) == (everything.count("BREAKING"), everything.count("warning "))
    assert "not shown" not in everything


def test_the_answer_is_what_its_schema_says() -> None:
    """Of every kind of contract, change, finding and consumer there is."""
    answer = json.loads(json.dumps(diff_json(whole())))
    schema = diff_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(answer)

    assert {"compared", "new", "gone", "unreadable"} == {one["state"] for one in answer["contracts"]}
    assert ["abc:" + FILE] == [one["old"] for one in answer["contracts"] if one["state"] == "gone"]
    assert {None, "stacks/domains/ordering/waivers.toml:1"} == {
        each["waived_by"] for one in answer["contracts"] for each in one["changes"]
    }
    assert ["broken"] == [
        touch["hit"] for one in answer["contracts"] for view in one["consumers"] for touch in view["touches"]
    ]


def test_a_comment_is_no_longer_than_a_platform_takes() -> None:
    """Also when names are as long as they may be."""
    long = [
        replace(GONE, component=f"schemas/{'x' * 500}{number}", what=f"`{'y' * 500}`", why="z" * 500)
        for number in range(200)
    ]
    report = diff_contracts([PAIR] * 5, saying(*long))

    assert 61_000 > len(diff_markdown(report))
    assert diff_markdown(report).endswith("More is not shown; `paved contract diff --all` shows everything.")
    assert 65_536 < len(diff_markdown(report, everything=True))


@pytest.mark.parametrize(
    "evil",
    [
        "<img src=x onerror=alert(1)>",
        "`</code><script>`",
        "``` ```",
        "a ` b <b>",
        "[x](javascript:1) ![x](y)",
        "@meridian/platform https://evil.example www.evil.example",
        "| a | b |\n|---|---|",
        "# heading\n- item\r\n<!--",
        "\x1b[31mred\x1b[0m \u202egnp.exe",
        "&lt;b&gt; *bold* _it_ ~~x~~ \\`",
    ],
    ids=range(10),
)
def test_foreign_text_is_no_markup(evil: str) -> None:
    """Wherever it stands, it opens no tag, link, table, heading or mention, and moves nobody's cursor."""
    told = replace(GONE, what=f"the property `{evil}` was {evil}", why=evil, path=evil, component=evil)
    report = diff_contracts([replace(PAIR, name=evil)], saying(told), since=evil)
    listed = changelog_markdown(changelog([told]), title=evil, old=evil, new=evil, day=None)

    for text in (diff_markdown(report), listed):
        plain = re.sub(r"`[^`\n]*`", "", text)  # what stands in a code span is no markup
        assert not re.search(r"[<>@|]|://|www\.|(?<!\\)[\[\]]|\x1b|\u202e", plain.replace("\\|", ""))
        assert "`" not in plain
        assert all(line == "" or re.match(r"#{2,4} |- |  - |\w", line) for line in plain.splitlines())
    assert not re.search(r"[\x1b\u202e\r]", diff_text(report))


def test_a_sentence_keeps_its_names() -> None:
    """Names in backticks stay code spans, and what is said around them reads as it was."""
    assert "the property `a_b` of `c*d` was removed" == prose("the property `a_b` of `c*d` was removed")
    assert "``" not in prose("it``s `")
    assert ("", "`a\\|b`") == (code(" "), code("a|b"))


def test_a_changelog_has_the_headings_of_keep_a_changelog() -> None:
    """Added, changed, deprecated, removed and security, each by component, breaking changes marked."""
    told = [
        GONE,
        SAID,
        TOLD,
        change("endpoint-deprecated", Severity.INFO, component="GET /orders", operations=("GET /orders",)),
        change("api-security-added", component="GET /orders", operations=("GET /orders",)),
        change("request-property-type-changed", path="state"),
        change("api-removed-with-deprecation", Severity.INFO, component="PUT /y", operations=("PUT /y",)),
    ]

    text = changelog_markdown(changelog(told), title="Ordering", old="1.2.0", new="2.0.0", day=None)

    assert (
        """\
## `2.0.0`

What changed in Ordering since `1.2.0`.

### Added

- `PUT /x`: it is new
- `schemas/Order` (`GET /orders, POST /orders`)
  - `state`: `LOST` was added

### Changed

- `schemas/Order` (`GET /orders, POST /orders`)
  - **breaking:** `state`: what `request-property-type-changed` is

### Deprecated

- `GET /orders`: what `endpoint-deprecated` is

### Removed

- `PUT /y`: what `api-removed-with-deprecation` is
- `schemas/Order` (`GET /orders, POST /orders`)
  - **breaking:** the property `price` was removed

### Security

- `GET /orders`: **breaking:** what `api-security-added` is"""
        == text
    )
    assert "No change that a consumer can notice." in changelog_markdown((), title="", old="1", new="2", day=None)
