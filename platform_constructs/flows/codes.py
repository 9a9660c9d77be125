"""
What the codes mean that flows raise, or the ports they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "CAT-001": (
        "A contract says something to the catalogue in a shape that it does not read: x-api-id, x-lifecycle, x-sunset, "
        "x-replaced-by or x-slo in info. The manifest is made without it. docs/reference/slo.md and "
        "docs/reference/catalogue-projections.md show the shapes."
    ),
    "CAT-015": (
        "The catalogue is made from the manifests that `paved synth` writes beside its stacks, or that were gathered "
        "in a folder. There is none, or none that was built for the environment."
    ),
    "CAT-016": "The catalogue knows APIs by their stacks, as `paved catalog` lists them, and this is none of them.",
    "CAT-017": (
        "A synth writes an AsyncAPI 3 document of each domain's event contracts, to asyncapi/ENVIRONMENT/DOMAIN.json. "
        "One that was gathered is no such document, or two of one domain and environment differ: nobody could say "
        "which one is deployed."
    ),
    "CON-090": "A contract, or a file it refers to, cannot be read: absent, no UTF-8 text, or over 6 MiB.",
    "CON-091": (
        "A contract and what it refers to lie in the folder of the declaring stack, so that a contract cannot pull "
        "in other files of the machine, and its owner is the folder's owner."
    ),
    "DECL-036": (
        "Nothing that a stack writes is called so. A resource is named by its Terraform address, with or without the "
        "hash at its end, by its type or its name alone where only one has it, or by the path of its construct."
    ),
    "DECL-037": "Several resources are called so. The message lists them; `stack: address` tells two stacks apart.",
    "DECL-038": (
        "A resource has no attribute of this name. Attributes are named by their dotted way, such as "
        "settings.throttling_rate_limit, by its last words, or by the setting that shaped them; what stands in the "
        "body of an API by a JSON pointer or an operationId."
    ),
    "DECL-045": (
        "`paved init` begins a repository for a domain that the registry knows: who owns it, which paths are its own "
        "and which packs bind it all stand there."
    ),
    "DECL-046": (
        "A first contract begins at a path that its domain owns on a public host, and this domain owns none. The "
        "platform team adds one to the registry."
    ),
    "DECL-047": (
        "A domain's repository finds the organisation's registry either in a folder or in an installed package; "
        "`paved init` has to be told which."
    ),
    "DECL-055": ("`paved permissions` explains the deployment role of a domain that the registry knows."),
    "DECL-056": (
        "Deployment roles are compiled from what a domain claims. The platform deploys what everybody shares, so its "
        "own permissions are not cut from a claim; it gives them to itself, with the care that takes."
    ),
    "DECL-057": (
        "A network is declared per environment, and this one is not among them. Services and internal APIs of that "
        "environment would have nowhere to stand."
    ),
    "DECL-060": (
        "Containers, functions, the load balancer and the HTTP API are declared like everything else, and nothing "
        "builds them yet. What can be declared today is what `from platform_constructs import` offers."
    ),
    "DECL-064": (
        "A container stands behind the load balancer, so that several tasks answer under one name. The platform team "
        "declares it: [balancer] in the registry, and LoadBalancer in the platform's stack.py."
    ),
    "DECL-065": (
        "Where several containers answer for one API, the load balancer tells them apart by path, and its conditions "
        "take at most 128 characters."
    ),
    "DECL-066": (
        "The load balancer's names and zones are in the registry's [balancer] table, because each API that a container "
        "answers for needs them too."
    ),
    "DECL-067": (
        "`paved permissions DOMAIN --calls` prints what a domain's services may call of internal APIs: its own, "
        "and those that others grant it in the registry until a day that has not passed."
    ),
    "DECL-081": (
        "A mock answers with the example that the contract gives: `example`, the first of `examples`, or the schema's "
        "own, of an answer in JSON. Add one, or have a service answer."
    ),
    "GATE-090": "The output folder cannot be written or replaced. Whatever was there before is still there.",
    "GATE-091": "A written stack cannot be read back as JSON, so nothing can be said about it. That is never a pass.",
    "GATE-092": "What was written is not what was planned: a stack is missing or was added behind the plan's back.",
    "GATE-093": (
        "A synth replaces its output folder as a whole. It does so only with a folder that is empty or that an earlier "
        "synth wrote; anything else in that place would be lost."
    ),
    "GATE-094": "The plan holds no stack. Nothing judged is never a pass.",
    "GATE-095": (
        "Terraform reads every `.tf` and `.tf.json` file of a stack's folder, and only cdk.tf.json is judged. Whatever "
        "put the file there, an escape hatch or a hand, belongs into the declaration."
    ),
    "OWN-090": (
        "A host's mapping strips one base path, so one API answers under exactly one claimed prefix. A domain with "
        "paths under several prefixes declares one PublicApi for each."
    ),
    "PACK-030": (
        "A version of a pack is named as pack@version: external-api@1.1.0 for a released one, external-api@NEXT for "
        "the draft of the next one."
    ),
    "PACK-031": (
        "The draft of a pack's next version is the file next.toml in the pack's folder, and there is none. "
        "`paved packs new` begins one as a copy of the last release."
    ),
    "PACK-032": "A version of a pack was asked for that nobody released. The message lists those there are.",
    "PACK-033": "A draft of a pack is not text in UTF-8, so nobody can tell what it demands.",
    "PACK-034": (
        "A file beside the released packs, a draft or lifecycle.toml, is there and cannot be read from the disk, or "
        "is not text in UTF-8."
    ),
    "PACK-042": (
        "A draft's version steps less far than what it changes. Refusing what was accepted takes a major step, or a "
        "minor one where it refuses only from a day at least 30 days ahead; anything else but other words a minor one."
    ),
    "PACK-043": "A draft wants to become a version that is released already, or one that is older than every release.",
    "PACK-044": (
        "A pack says in since_last what changed since the version before and on what evidence. It is empty, or what "
        "the version before said of itself. Whoever has to adopt a version reads this first."
    ),
    "PACK-045": "A pack names the frameworks it draws on, each once, so that its demands can be traced to somebody's.",
    "PACK-046": "The files of a release could not be written. What was there before is there still, all of it.",
    "PACK-047": (
        "A pack is released only with rules that are proved: documented, and with cases that pass, fail and cannot be "
        "decided, each answered as its folder says. It names the controls of the organisation that it proves, and the "
        "references its demand comes from."
    ),
    "PACK-048": (
        "A rule no longer says of a case what it said on the day a pack was released, or the case is gone or asks "
        "something else. A released pack's meaning is frozen with its file: a rule that has to judge differently "
        "takes a new code, which the next version names."
    ),
    "PACK-049": (
        "Nothing says what the rules of a released pack meant on the day of its release: its golden verdicts are "
        "missing. `paved packs release` writes them; `paved packs check --freeze` writes those that are missing."
    ),
    "PACK-050": "A pack's name is lower-case words joined by hyphens, because it names a folder and a registry's key.",
    "PACK-051": "A pack has one draft of its next version at a time, and this one has been begun.",
    "PACK-052": (
        "Packs are written and released where they are made: in a checkout. Where a distribution is installed, a "
        "change would be lost with the next installation, and nobody else would have it."
    ),
    "PACK-053": "A release writes new files only, and one of them is there already.",
    "PACK-054": "Cases say what a rule means. Without their folder no draft can be checked, let alone released.",
    "PACK-055": "Two versions were to be compared, and there is no release before the one that was named.",
    "PACK-056": (
        "What a version would change is looked at in the stacks that its pack binds, and it binds none of those asked "
        "for. Nothing compared is never an all-clear. Bind somebody in the registry first, or look at one domain with "
        "`paved packs adopt --dry-run`."
    ),
    "PACK-057": "Only a released version can be adopted: a draft binds nobody and may still change.",
    "PACK-058": "A withdrawn version cannot be adopted. The message names the version to take instead.",
    "PACK-059": (
        "Everybody who binds a domain to a pack says a range, and all of them hold: the domain itself, its data's "
        "classification, its audience. One of the others leaves this version out. Its line is the platform's to "
        "change: `paved packs adopt audience:NAME PACK@VERSION`, which takes everybody along who is bound by it and "
        "has not pinned another version by `paved packs adopt DOMAIN PACK@VERSION` before."
    ),
    "PACK-060": (
        "Adopting a version changes one line of the registry and nothing else. This registry is written in a way for "
        "which that cannot be promised, so the line is left to be written by hand."
    ),
    "PACK-063": (
        "A version is adopted by a domain, or by everybody of an audience (audience:external, audience:internal) or of "
        "a classification of data (classification:personal). Nobody else says ranges of packs."
    ),
    "PACK-070": (
        "Two installed distributions offer a pack of the same name, so nobody can say which one the registry means. "
        "It is never settled by the order of installation."
    ),
    "PACK-071": "An installed distribution offers a pack that is named like one of the platform's own packs.",
    "PACK-072": (
        "A distribution's entry points for packs cannot be read. In the group platform_constructs.packs each entry is "
        "a pack's name and an importable package without an attribute."
    ),
    "PACK-073": (
        "The packs of one distribution lie in several packages. They share their rules, and a rule file's name in "
        "packs.lock has to lead to one file."
    ),
    "PACK-074": (
        "A distribution says that its packs are in a package that is no ordinary folder on Python's path: it is not "
        "there, has no __init__.py, lies in an archive, or is served by an import hook. Packs are read "
        "as files, without importing anything."
    ),
    "PACK-075": (
        "A file that a distribution brings cannot be taken: a link out of its package, over 1 MiB, not an ordinary "
        "file, or oddly named."
    ),
    "PACK-081": (
        "The registry names a pack that the project's packs.lock knows, and the distribution that brings it is not "
        "installed here. Install it beside platform-constructs, in the same environment."
    ),
    "PACK-082": (
        "A distribution offers a pack and brings no released version of it. The package holds <pack>/<version>.toml; "
        "a build that leaves data files out is the usual cause."
    ),
    "PACK-083": "The project's packs.lock cannot be written.",
    "PACK-086": (
        "An export was asked for, and the packs it was asked for put no rule in force. A folder of checks that ask "
        "nothing would pass everything."
    ),
    "PACK-087": (
        "An export carries the very text of each rule, and this rule's text cannot be found: it is not a name at the "
        "top of its module, its file is gone, or the file has changed since it was loaded."
    ),
    "PACK-088": (
        "An exported rule runs in checkov's environment, which has Python and nothing of ours. What is copied beside "
        "it are the modules rules are made of; a rule that imports anything else cannot run there."
    ),
    "PACK-091": "There is no policy pack at all. Without law nothing can be judged.",
    "PACK-092": "The folder of the policy packs cannot be read.",
    "REG-090": "The registry, platform.toml, was not found or cannot be read.",
    "WVR-018": (
        "A draft of a waiver is made for what was found, and nothing was found with that code at that place. Copy the "
        "code from the finding's brackets and the address from its line `in`; where two stacks have one address, name "
        "the stack too, as that line does."
    ),
    "WVR-019": (
        "Only rules and checks of checkov can be waived, and of these not what a pack of the domain says nobody may "
        "waive. Claims, contracts and what the gate itself refuses are put right."
    ),
    "WVR-090": "A domain's waivers.toml cannot be read: it is not UTF-8 text, too large, or unreadable.",
}
