"""
What the codes mean that the flows of contracts raise, or the ports they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "CON-073": (
        "`paved contract compile` was given a name behind which there is no API, or several when one body was to be "
        "written. Name the stack of one API, or a contract file."
    ),
    "CON-101": (
        "A contract profile cannot be read: it is absent, no TOML, no UTF-8 text, too large, or one of more than 100. "
        "Correct the line that is named; docs/reference/contract-profiles.md shows one."
    ),
    "CON-102": (
        "A contract profile has a key that nobody reads. It has summary, extends, at_most, [levels] and "
        "[options.CODE]; a level may be a table of level and block_from."
    ),
    "CON-103": (
        "A contract profile says something in a form that is not read: a level is off, advise, warn or block, a date "
        "stands without quotes, a rule is named once, by code or by name, and at least one rule is on."
    ),
    "CON-104": (
        "A contract profile names a rule that does not exist. A misspelt one would be a rule that silently does not "
        "hold. `paved contract rules` lists them."
    ),
    "CON-105": (
        "A contract profile chooses an option that its rule does not have, or a value that the option does not take. "
        "`paved explain CODE` lists a rule's options."
    ),
    "CON-106": (
        "A contract profile extends one that is not there, itself by a detour, or too many one behind the other."
    ),
    "CON-107": (
        "The registry or the command line names a contract profile that does not exist. Profiles come with the "
        "library, and from the folder contract-profiles beside platform.toml."
    ),
    "CON-109": (
        "A contract's baseline cannot be read or written. It is a file that `paved contract baseline` writes; take it "
        "from version control again, and change it only by removing entries."
    ),
    "CON-111": (
        "A baseline only shrinks. `--for-rule` takes in what a rule finds that came into force after the baseline was "
        "made; the baseline was made with this rule, or the profile does not ask it."
    ),
    "CON-112": (
        "A contract is held to a profile that has every rule about APIs off, such as the one for events. Nothing would "
        "be found, and it would look like a clean bill. Name another profile, or let this one extend `standard`."
    ),
    "CON-113": (
        "`paved contract lint` and `baseline` take names of stacks and domains, or contract files that are there, not "
        "both at once."
    ),
    "CON-146": (
        "Two contracts are about the same source and detail type, whatever the case of their letters. The registry of "
        "schemas keeps one schema of a name, and readers could not tell which of the two holds. Versions before the "
        "present one are in git."
    ),
    "CON-147": (
        "`paved contract events` was asked for a domain that the registry does not know or that has no event "
        "contracts, or for the AsyncAPI document of several domains at once."
    ),
    "CON-156": (
        "The file in which a consumer publishes what it uses cannot be read: it is no TOML, too large, no UTF-8 text, "
        "or there are more than 2,000 of them. docs/reference/consumers.md shows one."
    ),
    "CON-157": "A consumer's file has a key that nobody reads. docs/reference/consumers.md lists all keys.",
    "CON-158": (
        "A consumer's file lacks something, or says it in another form than it is read in: who the consumer is and "
        "whom to tell, the stack or the title of the API, a table for each operation, fields as ways such as "
        "response.items[].price."
    ),
    "CON-159": (
        "`paved contract diff` compares two contracts, each a file or REF:path; or, with --since, the contracts of "
        "some stacks or domains, or some files, with what they were. Names of stacks and files are not mixed."
    ),
    "CON-160": (
        "A stack is gone, and with it a contract whose operations were not announced to end: whoever calls them finds "
        "nothing any more. Deprecate them with x-sunset first, and take them away after that day. A waiver at the "
        "stack's name accepts it."
    ),
    "CON-161": (
        "What a contract was before cannot be read, for example because it was Swagger 2.0, so nobody can say what "
        "the change breaks. Nothing compared is never an all-clear: look at it by hand, and accept it by a waiver at "
        "the name of the stack or the event, which holds until the change is merged."
    ),
    "CON-162": (
        "A consumer names an operation that its API has neither before nor after the change. Correct the consumer's "
        "file: as it is, nobody can tell whether a change breaks it."
    ),
    "CON-163": (
        "A consumer names a field, parameter, media type, header or value that its operation has neither before nor "
        "after the change. Correct the consumer's file."
    ),
    "CON-164": (
        "A consumer names a stack or the title of an API that is not there. Correct the consumer's file, or drop it "
        "with the API."
    ),
}
