"""
What an export of rules says to people: how to run it, and what each rule asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from platform_constructs.errors import shown
from platform_constructs.policy.rule import SECTIONS, Rule

__all__ = ["anchor", "readme", "rules_page", "title"]

_LONGEST_TITLE: Final = 200
_README: Final = """\
# {count} rules as checks for checkov

{whose}
Written by `paved packs export`, which replaces the folder as a whole. It needs checkov, in Python 3.11 or newer, and
nothing else:

```sh
CKV_PARSE_ERROR_FAIL=true checkov -d cdktf.out --framework terraform_json --external-checks-dir FOLDER
```

Each rule reads the whole `*.tf.json` that a resource stands in: references, policy documents, OpenAPI bodies and WAF
rules included. A resource fails when it or a part of it breaks the rule; the details name the part.
[rules.md](rules.md) says what each rule asks, and why.

| checkov says | when |
|---|---|
| passed | the rule is content with the resource and all its parts |
| failed | it is not; the rule broke down; or it blocks and only apply will decide |
| nothing | the rule has nothing to say about this resource |
| failed `PAVED_GATE_002` | these files are damaged, or Python is too old: nothing was judged |
| failed `PAVED_GATE_005` | something of the resource cannot be read, and so cannot be judged |
| failed `PAVED_GATE_091` | checkov could not parse the file, and left all of it out |

{lesser}

Use `paved check` where you can. A plain checkov succeeds when it finds no file at all, so look at the number of
passed checks; it knows no waivers; it does not say when one of its own checks could not decide.
"""


def readme(packs: Sequence[str], count: int, lesser: Sequence[str]) -> str:
    """Return the page that explains the folder."""
    whose = f"The law of {' and '.join(packs)}." if packs else "Every rule there is, each as if it blocked."
    soft = (
        "These do not block where the packs bind. To have checkov do likewise, add\n"
        f"`--soft-fail-on {','.join(lesser)}`"
        if lesser
        else "All of them block."
    )
    return _README.format(count=count, whose=whose, lesser=soft)


def rules_page(rules: Sequence[Rule]) -> str:
    """Return what every rule says of itself."""
    return "\n".join(f"# {rule.code} {rule.name}\n\n{rule.doc.strip()}\n" for rule in rules)


def anchor(rule: Rule) -> str:
    """Return where a rule stands on the page of rules."""
    return f"{rule.code}-{rule.name}".lower()


def title(rule: Rule) -> str:
    """Return what a rule does in one line: the first sentence of its documentation."""
    paragraph = rule.doc.partition(SECTIONS[0])[2].strip().partition("\n\n")[0]
    sentence = " ".join(paragraph.split()).partition(". ")[0].removesuffix(".")
    return shown(sentence, longest=_LONGEST_TITLE)
