"""Words around versions: what a mention of a release says by the verbs of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from manlint.claims.model import Kind
from manlint.claims.versions import Mention, Relation

_LOWER = frozenset((Relation.SINCE, Relation.AFTER, Relation.ADDED))
_UPPER = frozenset((Relation.BEFORE, Relation.UNTIL, Relation.THROUGH))
# What may stand between the versions of one statement: "2.4.36 / 2.6.23", "2.4.21 and Linux 2.6".
_GLUE = re.compile(
    r"(?:[\s,/()–-]|\b(?:and|or|up|to|through|until|since|before|from|including|Linux|glibc)\b)*"
)
# What a line of HISTORY has that tells of releases, standards and systems only.
_LISTED = re.compile(
    r"""(?x) \A\W*[\w.]+\(\)(?:,?\ (?:and\ )?[\w.]+\(\))*\s*: | \([^()]*\)
    | \b(?: Linux | glibc | libc\d? | [A-Z][\w./+-]* | SVr?\d | \d\.\dBSD
      | and | or | but | in | as | the | not )\b | [\d.]+[\w.-]*"""
)
# Where a clause begins or ends; the parentheses of open(2) and write() do not part anything.
_CLAUSE = re.compile(
    r"[;:—]|(?<!\w)\(|\)(?<!\(\))(?<!\(\d\))|\.(?=\s)"
    r"|,(?= (?:and|but|or|which|who|so|when|while|where|if)\b)"
)
_BEGAN = re.compile(
    r"""(?x)\b(?: add(?:s|ed|ing|ition) | introduc(?:ed|es|tion) | appear(?:ed|s|ance)? | new
    | merged | integrated | implemented | (?:made\ )?available | present | provided | supported
    | included
    | created | enabled | began | first | back-?ported | incorporated | became | made | lifted
    | inaugurated | advent | debuted | come | came | gained | extended | exported | accepted
    | started | added | renamed | changed | switched | obtained | received | turned )\b"""
)
# "Linux 2.4 added a call", where "Linux 2.4 supported it" says nothing of other kernels
_BRINGS = re.compile(
    r",? (?:first )?(?:add(?:s|ed|ition of)|introduc(?:es|ed)|brought|gained|merged|changed"
    r"|(?:in|de)creased|doubled|raised|lowered|relaxed|replaced"
    r"|extended|switched|became|renamed|started|obtained|received|implemented|appeared)\b"
)
# "In Linux 2.4, a new call appeared"
_CAME = re.compile(
    r",? [^,]{0,80}? (?:appeared|(?:was|were) (?:\w+ )?(?:added|introduced|merged"
    r"|extended|renamed|changed|replaced|increased))\b"
)
ENDED = re.compile(
    r"\b(?:removed|dropped|lost|(?:went|goes) away|disappear(?:ed|s)|withdrawn|gone|eliminated"
    r"|retired|vanished|deleted|discontinued"
    r"|no longer (?:present|available|exists?|provided|supported|implemented))\b"
)
# "removed starting with Linux 2.6", "since Linux 2.6, it is removed"
_ENDS = re.compile(
    r"\b(?:removed|dropped|withdrawn)\s*\|"
    r"|\|[^|]*\b(?:(?:was|were|is|are|been) (?:\w+ )?(?:removed|dropped|withdrawn)"
    r"|no longer(?! than)|disappeared|ceased)\b"
)
_REPAIRED = re.compile(
    r"\b(?:(?:was|were|is|are|been|being|finally|bug|problem|error|issue)\s(?:\w+\s){0,2}?"
    r"(?<!no )(?:fixed(?! (?:limit|siz|number|length|value|set|address))"
    r"|corrected|repaired|rectified|remedied|resolved|solved)"
    r"|(?:fixed|corrected|repaired|rectified)\s(?:\w+\s)?(?:in|with|since|by))\b"
)
# What makes a version an example, or says that something was not so just there.
_NO_CLAIM = re.compile(
    r"\b(?:as at|current|e\.g\.,?|only|back-?ported (?:in)?to(?: an?)?"
    r"|(?:not|n't)(?: yet| be| been)? (?:provided|implemented|supported|available|present|included)"
    r" (?:in|by|on)"
    r"|(?:followed(?: on)?|left-?over|differ\w*|taken|derived|branch\w*|switch\w*|came|port\w*)"
    r" from)"
    r"\s*\(?\Z",
    re.I,
)
# "as of Linux 4.19, at least": when it was written
_AT_LEAST = re.compile(r",? at least\b")
_ABOUT = re.compile(
    r"\b(before|after|since|until)\s+(?:about|approximately|around|version)\s*\Z", re.I
)


# Characters; no clause of a reader goes further.
_FAR = 400
_ASIDE = re.compile(r"\((?:in )?\Z")
_PRODUCT = re.compile(r"(?:the )?(?:Linux|[Kk]ernel|glibc|versions?|\s)+\Z")


def is_bare(text: str) -> bool:
    """Whether a line of HISTORY names releases, standards and systems and says nothing else."""
    return len(text) < 200 and not re.search(r"\w", _LISTED.sub("", text))


def together(text: str, before: Mention, after: Mention) -> bool:
    """Whether two mentions, one after the other, make one statement."""
    if before.product != after.product or not _GLUE.fullmatch(text, before.end, after.start):
        return False
    is_range = before.relation is Relation.FROM or (
        before.relation in _LOWER and after.relation in _UPPER
    )
    return is_range or after.relation is before.relation


def kind_of(
    text: str, found: Sequence[Mention], around: tuple[int, int], bare: bool
) -> Kind | None:
    """What mentions say; None for what is no claim about a version."""
    relations = {mention.relation for mention in found}
    before, after = _clause(text, found, around)
    lead = text[max(around[0], found[0].start - 60) : found[0].start]
    if _NO_CLAIM.search(before) or _NO_CLAIM.search(_PRODUCT.sub("", lead)):
        return None
    if _AT_LEAST.match(after):
        return None
    if Relation.REMOVED in relations:
        return Kind.REMOVED
    if Relation.CHANGED in relations:
        words = text[max(found[0].start - 40, around[0]) : found[0].start].lower()
        return Kind.FIXED if "fixed" in words[words.rfind("ed") - 5 :] else Kind.SINCE
    is_range = Relation.FROM in relations or (relations & _LOWER and relations & _UPPER)
    if is_range and (relations & _UPPER or Relation.TO in relations):
        return Kind.RANGE
    if relations & _UPPER:
        return Kind.BEFORE
    if _REPAIRED.search(before) or _REPAIRED.search(after[:40]):
        return Kind.FIXED
    if relations & _LOWER or Relation.FROM in relations:
        return Kind.REMOVED if _ENDS.search(f"{before}|{after}") else Kind.SINCE
    return _of_verb(before, after, bare)


def _of_verb(before: str, after: str, bare: bool) -> Kind | None:
    """What a version in no relation means by the verbs of its clause, before and after it."""
    if bare:
        return Kind.SINCE
    if about := _ABOUT.search(before):
        return Kind.SINCE if about[1].lower() in ("since", "after") else Kind.BEFORE
    if ENDED.search(before) or ENDED.search(after[:60]):
        return Kind.REMOVED
    if _BEGAN.search(before[-70:]) or _BRINGS.match(after) or _CAME.match(after):
        return Kind.SINCE
    return None


def _clause(text: str, found: Sequence[Mention], around: tuple[int, int]) -> tuple[str, str]:
    """What stands before and after some mentions in their clause."""
    start, end = min(found[0].words_start, found[0].start), found[-1].end
    around = (max(around[0], start - _FAR), min(around[1], end + _FAR))
    # "has been removed (in Linux 2.1.21)" says it in front of the parenthesis
    aside = _ASIDE.search(text, around[0], start)
    cuts = [
        match.end()
        for match in _CLAUSE.finditer(text, around[0], aside.start() if aside else start)
    ]
    stop = _CLAUSE.search(text, end, around[1])
    before = text[cuts[-1] if cuts else around[0] : start]
    return before, text[end : stop.start() if stop else around[1]]
