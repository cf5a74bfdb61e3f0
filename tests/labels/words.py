"""Words by which sentences are drawn for a kind of claim.

They are no pattern of the extractor. Each kind has two lists: words that often come with such a
claim, and words that look like it and mostly mean something else; half of its sentences are
drawn by each, so that the set holds hits and misses.
"""

from __future__ import annotations

import re

LISTS: dict[str, tuple[str, str]] = {
    "equivalence": (
        r"\b(?:equivalent|same as|identical|synonym|as if|as though|analogous|alias)",
        r"\b(?:same|like|similar|equal|corresponds?)\b",
    ),
    "guarantee": (
        r"\b(?:guarant|ensur|assur|promise)",
        r"\b(?:always|never|certain|sure|safe|reliabl|relied|rely)",
    ),
    "durability": (
        r"\b(?:crash|power (?:loss|failure)|reboot|stable storage|to disk|on disk|to the disk|"
        r"synchroniz|flush|data integrity|permanent|persist)",
        r"\b(?:disks?|storage|lost|write|written|sync|cache|kept|destroy)",
    ),
    "atomicity": (
        r"\b(?:atomic|interleav|indivisib|race|racy|torn)",
        r"\b(?:simultaneous|concurrent|at the same time|single (?:step|operation|call)|twice|"
        r"in one|partial|interrupt)",
    ),
    "ordering": (
        r"\b(?:order in which|in order|reorder|unspecified order|blocks? until|"
        r"waits? (?:for|until)|is undefined which|first-in|before the .* (?:returns|starts)|"
        r"after all|priority order)",
        r"\b(?:before|after|until|then|order|wait|first|last|next)\b",
    ),
    "scope": (
        r"\b(?:per[- ](?:process|thread|user|file|open|mount|network|namespace)|"
        r"shared? (?:by|among|between|with)|system-wide|process-wide|calling thread|"
        r"open file description|all threads|affects? only|namespace)",
        r"\b(?:process|threads?|descriptors?|users?|each|global|local|private|own)\b",
    ),
    "requirement": (
        r"\b(?:must|requires?|required|need not|needs? to|privileged|capability|has to|only if|"
        r"CAP_[A-Z]+|CONFIG_[A-Z]+|should be)\b",
        r"\b(?:can|may|should|permission|necessary|allowed|configured|valid|depends)\b",
    ),
    "noeffect": (
        r"\b(?:ignored?|ignores|no effect|unused|not used|has no|meaningless|discarded|no-op|"
        r"does nothing)\b",
        r"\b(?:not|without|effect|nothing|useless|skip|unchanged|irrelevant)\b",
    ),
    "default": (
        r"\b(?:defaults?|initial|initially|initialized|otherwise|omitted|not specified|if no)\b",
        r"\b(?:normal|normally|usually|standard|unless|starts?|set to|zero|without)\b",
    ),
    "limit": (
        r"\b(?:maximum|minimum|at most|at least|in the range|limited to|limit on|no more than|"
        r"up to|greater than|less than|exceed|[A-Z_]+_MAX|MAX[A-Z_]+)\b",
        r"\b(?:limits?|bytes|range|size|large|larger|length|between|bits?|number of)\b",
    ),
    "inherit": (
        r"\b(?:inherit|child|children|across (?:an? )?(?:fork|execve?)|preserved|execve\(2\)|"
        r"close-on-exec|new (?:process|program|thread|file))",
        r"\b(?:fork|clone|parent|exec|copied|copy|duplicate|created|new)\b",
    ),
    "deprecation": (
        r"\b(?:deprecated|obsolete|superseded|should (?:not|never|no longer) be used|legacy|"
        r"no longer|do not use|never use|instead|replaced by|historical|recommended|discouraged)",
        r"\b(?:old|older|prefer|avoid|removed|use of|should use|portable|new)\b",
    ),
    "timebound": (
        r"\b(?:currently|not yet|future|at present|presently|nowadays|at the time of writing|"
        r"so far|(?:modern|recent|today)|these days|as yet|yet)\b",
        r"\b(?:current|now|time|still|reserved|plan|today|some|new(?:er)?|may change)\b",
    ),
    "version": (
        r"\b(?:Linux|kernels?|glibc|libc)(?: versions?)? \d",
        r"\b(?:since|before|until|prior|earlier|later|added|removed|introduced|fixed|versions?)\b",
    ),
}

NUMBERS = {"version": 48}  # versions must be right almost always: more of them
NUMBER = 24


def patterns(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The two lists of a kind."""
    likely, unlikely = LISTS[kind]
    return re.compile(likely, re.I), re.compile(unlikely, re.I)
