"""
What each code of this room means; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    "CAT-090": (
        "A folder of manifests cannot be read: it is not there, holds more than 20,000 files, or one of its *.json "
        "files is a link out of it, no UTF-8 text, no ordinary file, or over 16 MiB."
    ),
    "CAT-091": "What the catalogue was projected to is written as a whole or not at all, and it could not be written.",
    "CAT-092": (
        "Some formats want a file for each host and environment, and standard output is one file. With a folder, each "
        "is written to its own place."
    ),
    "CON-074": (
        "The file that `--body` or `--sources` names cannot be written: its folder may be absent or closed, or the "
        "disk full. Nothing was written; earlier files are as they were."
    ),
    "CON-145": (
        "A domain has more than 300 files in its events folder. A bus has 300 rules, and nobody tells more events "
        "apart. Schemas that events share go into the folder events/schemas/."
    ),
    "CON-150": (
        "What a contract was before is known to git, and git cannot be started. Two files are compared without it: "
        "`paved contract diff OLD NEW`."
    ),
    "CON-151": (
        "The folder lies in no git repository, or in one that git does not open because it belongs to another user. "
        "A folder that only looks like a repository is none."
    ),
    "CON-152": (
        "A branch, tag or commit was named that this clone does not know. A checkout in a pipeline often has the one "
        "branch only: fetch the other one first. A name that looks like an option is never given to git."
    ),
    "CON-153": (
        "A comparison goes back to the commit where this branch began, and this clone does not reach so far, or the "
        "two have nothing in common. A pipeline's checkout needs its whole history (fetch-depth: 0)."
    ),
    "CON-154": (
        "git took longer than a minute, answered more than 64 MiB, or lacks what a commit holds, as a partial clone "
        "does. Nothing is fetched to make up for it: a comparison reads no network."
    ),
    "CON-155": (
        "What a commit holds at a contract's path is no ordinary file of its repository: a link, a submodule, or "
        "nothing. A link could lead anywhere, and a submodule's files are another repository's."
    ),
    "DECL-040": (
        "`paved routes diff` reads one of its two maps from standard input, where `-` stands for it. There is one such "
        "input, so the other is a file or an output folder."
    ),
    "DECL-048": (
        "`paved init` makes a whole repository or nothing. The folder is new or empty, but for a .git, and can be "
        "written."
    ),
    "DECL-063": (
        "A function's code is a folder beside the stack.py that declares it, or below. From anywhere else, one domain "
        "could deploy another's code, or a file of the machine."
    ),
    "PACK-062": (
        "The registry could not be changed: somebody else changed it in the same moment, or it cannot be written. It "
        "is as it was; look at it and run the command again."
    ),
    "REG-055": (
        "A repository of one domain has a paved.toml that says where the organisation's registry is: in a folder, "
        "named from the repository's root, or in an installed package. It holds that one line and nothing else."
    ),
    "REG-056": (
        "The folder or package that should hold the organisation's platform.toml is not there, or holds none. A "
        "package is found on Python's path as an ordinary folder with an __init__.py; nothing of it is imported."
    ),
    "REG-057": (
        "A folder has both a registry of its own and a paved.toml that says it is elsewhere. Only one of them can be "
        "what everybody else sees."
    ),
    "REG-058": (
        "The folder route-maps beside the registry holds the last released route map of each domain, for those whose "
        "contracts are in other repositories. One of them cannot be read, or there are too many."
    ),
    "REG-059": (
        "A repository of one domain reads the organisation's registry and never writes it. Whoever answers for the "
        "registry reviews each change of it where it lives."
    ),
    "ROUTE-090": (
        "A route map is a file, the output folder of a synth with its routes.json, or standard input, written `-`. It "
        "is absent here, no ordinary file, over 128 MiB, or not UTF-8 text."
    ),
    "TOOL-001": (
        "checkov was not found. It is looked for at the path you name (an argument, or PAVED_CHECKOV), then as "
        ".venv-checkov/bin/checkov beside the project or beside the environment paved runs in, then on PATH. It has "
        "an environment of its own because its dependencies contradict ours. A scan that did not happen is never a "
        "pass. Run `make checkov`, or install requirements/checkov.txt into an environment and name its checkov."
    ),
    "TOOL-002": (
        "The checkov that was found is of a version we have not proved ourselves against: its report or its checks "
        "may mean something else. Run `make checkov` for the pinned version."
    ),
    "TOOL-003": (
        "checkov did not finish in the time it was given and was stopped, with every process it had started. Give it "
        "more time, or look for a resource with an unusually large or deeply nested value."
    ),
    "TOOL-004": (
        "checkov stopped without a report we can read. What it said last is shown. If its environment is damaged, "
        "remove .venv-checkov and run `make checkov`."
    ),
    "TOOL-005": (
        "checkov could not parse a stack. By itself it would then report no failures and succeed. The stack's JSON "
        "holds something checkov's parser refuses, usually through an escape hatch; remove it."
    ),
    "TOOL-006": (
        "checkov did not report the violation that we plant in every stack, so its silence about your resources "
        "proves nothing. The program may be a stand-in, damaged, or configured not to run its built-in checks. "
        "Remove .venv-checkov and run `make checkov`."
    ),
    "TOOL-007": (
        "There was nothing for checkov to judge: no stack, no resource, or no check that applies. Nothing evaluated "
        "is a failure, never a pass. Synthesise first, and scan the stacks that were written."
    ),
    "TOOL-008": (
        "A check crashed on one of your resources. checkov by itself leaves the resource out of its report and "
        "succeeds; a check on relations between resources then says nothing about any stack. The resource has a shape "
        "the check did not foresee, such as an empty list or a number where a block belongs. Change that value, or, "
        "when the resource is right and the check is wrong, skip the check in a pack with the reason."
    ),
    "TOOL-009": (
        "A policy pack names a checkov check that this checkov does not have, or a resource type that the check does "
        "not judge. The demand could only ever be met vacuously. Correct the pack."
    ),
    "TOOL-010": (
        "checkov's report speaks of something we did not give it, or leaves out a check without being asked to. The "
        "report cannot be trusted. Remove .venv-checkov and run `make checkov`; if it stays, report it to the "
        "platform team."
    ),
    "TOOL-011": (
        "A stack's JSON does not have the shape Terraform and checkov agree on: resources under type and name, names "
        "of letters, digits, dashes and underscores, no nesting past 100 levels. Synthesise it again."
    ),
    "TOOL-012": (
        "An export of rules replaces its folder as a whole. It does so only with a folder that is empty or holds an "
        "earlier export and nothing else; anything else in that place would be lost."
    ),
    "TOOL-013": "The folder of an export cannot be written or replaced. Whatever was there before is still there.",
    "TOOL-014": (
        "The bindings of the AWS provider are not installed, so nobody can tell which types there are. They come with "
        "this distribution: install what requirements/runtime.txt names."
    ),
}
