"""
What each code of this room means, why it exists and what to do; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["CODES"]

_DECLARATION: Final = {
    "DECL-020": "A declaration chooses a setting that the settings catalogue does not know. The message names the "
    "nearest one there is.",
    "DECL-021": "A declaration chooses a value that can never be right for this setting: of the wrong type, outside "
    "what AWS takes, or not one of the legal ones.",
    "DECL-022": "A declaration chooses a value that a pack forbids. A domain chooses freely inside what its packs "
    "allow together. The message names the pack that forbids it and what is allowed; a need to go outside is a matter "
    "for the pack's owner, not for an escape hatch: the written Terraform is judged all the same.",
}
_GATE: Final = {
    "GATE-001": "On every run the judge is shown an operation that anyone may call. It did not block it, so its "
    "silence about everything else means nothing. The law that binds this domain has no rule that blocks open "
    "operations, or that rule is broken.",
    "GATE-002": "A stack has resources, and no rule in force concerns any of them. Nothing evaluated is never a pass. "
    "Bind its domain to a pack whose rules concern them.",
    "GATE-003": "A rule broke down while it judged a resource: it raised, answered something that is no verdict, or "
    "did not answer in time. That is a fault of the rule, not of the resource's owner, and it blocks all the same: "
    "such a rule has not passed anything.",
    "GATE-004": "The written Terraform is not a JSON object, or is nested deeper than anything real.",
    "GATE-005": "A part of the written Terraform ought to be judged and cannot be read: an OpenAPI body or policy made "
    "by a function, malformed JSON, blocks made by dynamic, a module. It blocks, because what cannot be read cannot be "
    "known to be safe. Write it so that it stands in the file; for policies, as an aws_iam_policy_document.",
    "GATE-006": "An escape hatch changed a section of the Terraform that is the road's: provider, backend, locals, "
    "modules, moved, import and the like. With these it could build in another account, hide its state, or bring in "
    "what nobody judged. A hatch adds or changes resources, data sources and new outputs only.",
    "GATE-007": "An escape hatch wrote an expression that reads the machine Terraform runs on: a function such as "
    "file() or templatefile(), path.module and the like, terraform.workspace, or a file handed to AWS that is no asset "
    "of the stack. What it reads is not in the Terraform, so nobody judged it, and it may be a pipeline's secret. "
    "Write the value itself.",
    "GATE-008": "An escape hatch told Terraform to treat a resource another way: provisioner, connection or provider, "
    "lifecycle.ignore_changes, or count, for_each or dynamic on a resource of the road. These run commands, build "
    "elsewhere, or make what was judged differ from what will be there. Drop it and change attributes instead.",
    "GATE-009": "An escape hatch added something of a type that is not a domain's to add: of another provider, or an "
    "AWS type that serves APIs, takes names, makes identities, runs templates or speaks for the whole account. The "
    "message says which, and the legitimate way.",
    "GATE-010": "An escape hatch wrote an SSM parameter outside its stack's own prefix, with a name that is not "
    "literal, or with overwrite. Other stacks take what stands under a prefix for the word of its stack: the host "
    "finds its APIs that way, and APIs find the user pool. Publish under your own prefix.",
    "GATE-011": "An escape hatch changed what the road answers for: the API's body, which deployment and log a stage "
    "has, what the web ACL protects, what is published to other stacks. Nothing of this differs from the contract, the "
    "declaration and the registry; ask for it there. Descriptions, tags and every other attribute may be changed, and "
    "the rules judge the outcome.",
    "GATE-012": "An escape hatch removed or renamed a resource, data source or output of the road. Some rules can only "
    "judge what is there, so an absent safeguard might pass in silence. Keep it.",
    "GATE-013": "An escape hatch wrote a part of the Terraform in a form that cannot be held against the road's: a "
    "list where Terraform JSON has a table of names, or deeper nesting than anything real. Write plain objects.",
    "GATE-014": "An escape hatch attached a policy, permission, grant or subscription to something that is not a "
    "resource of its own stack. What it is attached to belongs to somebody else, whose rules never see it. Refer to a "
    "resource of the stack, and ask the owner of any other to attach it there.",
    "GATE-015": "The written Terraform has a value that the packs do not allow for a setting, usually through an "
    "escape hatch: a declaration is refused such a value already (DECL-022). The message names the setting, the packs "
    "and what they allow. Stay inside, or ask the pack's owner for a version that leaves more room.",
    "GATE-016": "Something of the stack was no longer what had been written after the rules were asked: one of them "
    "changed what it was given, and those asked after it may have judged something else than what would be deployed. "
    "That is a fault of the rule; it blocks, because the others' silence means nothing.",
}
_PACK: Final = {
    "PACK-001": "A pack names a rule that does not exist. A pack that demands what nobody can check would look strict "
    "and be empty. Correct the code, or write the rule under policy_packs/rules/ first.",
    "PACK-002": "A pack file is not TOML, is larger than 1 MiB, or is nested deeper than any pack. Correct the line "
    "that the message names.",
    "PACK-003": "A pack file has a key that nobody reads. It is refused because a misspelt key would silently switch "
    "off what its author meant. The message names the nearest key there is.",
    "PACK-004": "A field of a pack is missing or of the wrong kind: name, version, summary and since_last are "
    "sentences on one line, frameworks a list of names, settings, rules and checkov tables.",
    "PACK-005": "A pack says another name or version than its path does. The path is <name>/<version>.toml, so that a "
    "file copied to its next version cannot pass for the last one. Correct the field or move the file.",
    "PACK-006": "A pack's version is three numbers, such as 1.2.0, because domains bind themselves to ranges of them.",
    "PACK-007": "A pack constrains a setting that the settings catalogue does not know, so that it would shape "
    "nothing. The message names the nearest setting there is.",
    "PACK-008": "A constraint does not fit its setting: the kind makes no sense for it (at_least for a list), the "
    "value is of the wrong type or one that AWS does not take, or two kinds leave nothing between them.",
    "PACK-009": "A pack wishes for a default that its own constraint forbids. Pick a default inside, or drop it.",
    "PACK-010": 'What a pack makes of a rule is malformed. It is "off", "advise", "warn" or "block", or a table with '
    "level, block_from (a later date from which it blocks) and waivable.",
    "PACK-011": 'What a pack expects of a checkov check is malformed. It is "must-pass", '
    '{ must_pass = ["aws_type"] } to say on which types it must have been evaluated, or { skip = "why" }.',
    "PACK-012": "A released pack file differs from its digest in packs.lock. Released means frozen: domains rely on "
    "what a version said on the day they took it. Undo the change and copy the file to its next version.",
    "PACK-013": "A pack that packs.lock knows is gone. Domains may be bound to it; bring the file back.",
    "PACK-014": "A pack file stands among the released ones and is not in packs.lock. Release it, which locks it.",
    "PACK-015": "packs.lock cannot be read. Each line is a quoted path and its sha256. Take it from version control.",
    "PACK-016": "The registry binds somebody to a pack that nobody released. Correct the name, or release the pack.",
    "PACK-017": "No released version of a pack is in the range that binds a domain. Where several parties bind it, "
    "their ranges hold together. The message lists the versions there are.",
    "PACK-018": "A version range cannot be read. Ranges are written as Python writes them: ~= 1.2, or >= 1.0, < 3.",
    "PACK-019": "Packs that bind the same domain leave no value for a setting. This is never settled by order or age: "
    "the message names both packs, versions and constraints. One of them has to give way in a new version.",
    "PACK-020": "One pack skips a checkov check for a reason and another wants it passed. Neither overrules the other: "
    "the reason is either wrong, or the demand is. The message names both.",
    "PACK-021": "A pack in force names a rule that is not there at run time, so the gate cannot judge. Install the "
    "package that brings the rule.",
    "PACK-022": "Two files are the same version of the same pack, so that nobody could say which one holds.",
    "PACK-023": "What all packs of a stack demand of its web ACL costs more capacity units (WCU) than they allow "
    "together. AWS charges more from 1500 WCU on and refuses over 5000. The message names what each demands.",
    "PACK-024": "A rule of the web ACL refuses bodies of media types that the contract does not declare, and AWS takes "
    "a pattern of at most 512 characters for it.",
    "PACK-035": "lifecycle.toml, which says which released versions are on their way out, is not TOML that we read.",
    "PACK-036": "lifecycle.toml has a table that is not named after a released version, or a field that is missing, "
    "misspelt or of the wrong kind: deprecated and withdrawn are dates without quotes, reason and instead texts.",
    "PACK-037": "lifecycle.toml speaks of a version that nobody released. A version that was never there cannot go.",
    "PACK-038": "lifecycle.toml withdraws a version on or before the day it is deprecated. Whoever is bound to it "
    "would be refused without ever having been warned.",
    "PACK-039": "lifecycle.toml sends people to a version that nobody released, or that is on its way out itself.",
    "PACK-040": "A stack is bound to a version of a pack that is deprecated. Nothing is refused yet; where a day of "
    "withdrawal is set, the message says when it will be. Adopt the version that the message names.",
    "PACK-041": "A stack is bound to a version of a pack that has been withdrawn: it is no longer enough, and the "
    "message says why. Adopt the version that the message names.",
    "PACK-064": "A pack lets more through in a part than in the whole: an operation that changes something is "
    "throttled as hard as its stage or harder, never less, so throttle.write.* stays at or below throttle.*. That goes "
    "for what is allowed, and for what somebody gets who asks for nothing.",
    "PACK-076": "A pack comes from another distribution, and the project's packs.lock beside platform.toml does not "
    "have it or a file of it. Its rules would run here, so somebody agrees first: `paved packs lock` shows what is new "
    "and writes the lock, which is reviewed like code.",
    "PACK-077": "A file that another distribution brings differs from its digest in the project's packs.lock, so "
    "nothing of it was run. Install the distribution again; or, when the change is meant, review it and run `paved "
    "packs lock`.",
    "PACK-078": "The project's packs.lock knows a file that its distribution no longer brings: a rule that would "
    "silently not be asked, or a version that domains are bound to.",
    "PACK-079": "The project's packs.lock cannot be read. It has a table distributions with the version of each, and a "
    "table files with the sha256 of each. `paved packs lock` writes it; take it from version control.",
    "PACK-080": "A distribution is installed in another version than the project's packs.lock says. Install that one; "
    "or review what changed and run `paved packs lock`.",
}
_RULE: Final = {
    "RULE-001": "A rule's code is its family in capitals and three digits, such as APIGW-001. It is never reused.",
    "RULE-002": "A rule's name is lower-case words joined by hyphens that name the fault, not the cure: it is read "
    'after "waive".',
    "RULE-003": "A rule says which types it concerns: resource types, data sources with data. before them, or parts "
    "such as openapi.operation, wafv2.rule and iam.statement. A rule that concerns nothing would always pass.",
    "RULE-004": "A rule's docstring has the sections What it does, Why is this bad?, Example and Use instead, because "
    "it is what the person reads who is refused.",
    "RULE-005": "A rule's severity is critical, high, medium or low.",
    "RULE-010": "A rule file holds no rule, more than one, or a rule that the file is not named after. One file is one "
    "rule, named <family>_<name>.py, so that a code in a finding leads to its text, its cases and its history without "
    "a search.",
    "RULE-011": "Two rule files use one code. A code is a rule's name for ever: waivers, packs and findings of last "
    "year refer to it. Give the newer rule the next free number of its family; a package of packs takes a family of "
    "its own.",
    "RULE-012": "A rule imports something that can read a clock, a file, the machine or a network, or another rule. A "
    "rule answers from the resource and its view alone, so that equal Terraform gets equal verdicts everywhere. This "
    "is read from the source before any of it runs. It keeps rules pure; it is no sandbox: the review of packs.lock is "
    "what keeps harm out.",
    "RULE-013": "A rule names a built-in that reaches the machine or ends the process, such as open or exit, or an "
    "attribute of Python's inside. A rule answers from the resource and its view alone.",
    "RULE-014": "A rule file is not Python that can be compiled.",
    "RULE-015": "A rule file of another distribution raised while it was loaded, so its rules cannot be asked. Nothing "
    "is judged without a rule that a pack in force may name.",
    "RULE-016": "A case's document has nothing at the address that the case asks about, so it would prove nothing.",
    "RULE-017": "A file among the cases of rules is no case. A case is a JSON object in <rule>/pass, fail or "
    "undecided, named for why it is there.",
    "RULE-018": "A rule was asked for under a name that another rule has. People find rules by name, and so does "
    "`paved explain`.",
    "RULE-019": "A file of a new rule cannot be written, or is there already; nothing that is there is replaced.",
    "RULE-020": "A new rule goes into a package of packs: a folder that holds rules/ and a folder for each pack.",
    "RULE-021": "A new rule was to concern a type that neither the AWS provider nor what we read out of resources has. "
    "Such a rule would judge nothing and say nothing. Data sources have data. before their type; the parts are "
    "openapi.document, openapi.operation, openapi.schema, wafv2.rule and iam.statement.",
    "RULE-022": "A rule was asked about stacks that hold nothing of its types, or it left all of that alone, so it "
    "judged nothing. That is no pass: ask it about a stack that has one, or write a case.",
    "RULE-023": "There is no rule of this code or name, in the platform's packs or in the package that was named.",
}
_WAIVER: Final = {
    "WVR-001": "A waiver has expired, so what it covered counts again. Fix what was found and drop the waiver, or have "
    "it approved anew with a later date.",
    "WVR-002": "A waiver covers nothing that was found: the fault is fixed, moved, or was never there. It is refused "
    "because a forgotten waiver would hide the next fault at that place. Drop it, or write the address it has now.",
    "WVR-003": "A pack says that nobody may waive this rule. Fix what was found and drop the waiver.",
    "WVR-004": "A waiver names an approver who is not among the owners of the platform's own domain in the registry. "
    "The owners of the waiver's domain do not count: nobody waives for themselves.",
    "WVR-005": "A waiver lasts longer than a year from today. An exception without an end in sight is a rule that "
    "nobody released: let it end within 366 days, and have it approved anew then if it is still needed.",
    "WVR-006": "A waiver covers one place in one stack. Where two stacks of a domain have a finding at one address, it "
    "says which by writing `at` as the finding prints it: the stack, a colon, the address.",
    "WVR-007": "A waiver is for one value, and its fingerprint says for which: everything the rule read to come to its "
    "verdict. That has changed, so nobody agreed to what is there now. Fix it, or have the new value approved with the "
    "fingerprint that the message shows; `paved waivers draft` writes it. Tags and all else the rule did not read may "
    "change freely.",
    "WVR-008": "A waiver ends within 30 days. Nothing is refused yet: this is the time to fix what it covers, or to "
    "have it approved anew.",
    "WVR-010": "A waiver file is not TOML, or more of it than anybody writes. Correct the line the message names.",
    "WVR-011": "A waiver file has a key that nobody reads. A waiver is a contract: a misspelt field would be a missing "
    "one.",
    "WVR-012": "A field of a waiver is missing, still empty or of the wrong kind. rule, at, fingerprint, reason, "
    "owner, approver, ticket and compensating_control are sentences, expires is a date without quotes. All are needed.",
    "WVR-013": "A waiver names a rule that does not exist. Write the code as the finding shows it.",
    "WVR-014": "A waiver stands in another domain's file. A domain waives only what it has to answer for.",
    "WVR-015": "A waiver covers one place: one Terraform address or one operationId, never a pattern. A pattern would "
    "cover faults that nobody has seen yet.",
    "WVR-016": "The same rule is waived twice at the same place in one file. Drop one of the two.",
    "WVR-017": "A waiver's fingerprint is not one. It says which value was agreed on, and is 16 hexadecimal digits; "
    "`paved waivers draft CODE ADDRESS` and the JSON report show it.",
}

CODES: Final[Mapping[str, str]] = MappingProxyType({**_DECLARATION, **_GATE, **_PACK, **_RULE, **_WAIVER})
"""Every code this room raises or reports, with what it means."""
