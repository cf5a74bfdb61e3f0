"""Commit messages as the Linux man-pages project writes them: what one does not have as it should.

See its CONTRIBUTING.d/patches/subject and CONTRIBUTING.d/patches/description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from manlint.finding import Finding, Severity
from manlint.pathpattern import names, parts
from manlint.source import Source, Span

# From here on git shows the change, which is no part of the message.
_SCISSORS = re.compile(r"^# -+ >8 -+$", re.M)
# git wrote these itself, or they vanish before anybody reads them.
_NOT_OURS = re.compile(r"(?:Merge |fixup! |squash! |amend! )")
_REVERT = re.compile(r'(?:Revert|Reapply) "')
_PREFIX = re.compile(r"((?:[^\s:,{[]|[{[][^]}\s]*[]}]|, ?(?=\S))+): +(?=\S)")
# A word in lower case, but no tag: ffix, tfix, wfix, srcfix and what people make like them.
_PLAIN_WORD = re.compile(r"(?![a-z]{1,4}fix\b)[a-z]+(?=[\s,;]|$)")
_SIGNED = re.compile(r"^Signed-off-by: \S.* <[^<>@\s]+@[^<>@\s]+>$", re.M)
_FIXES = re.compile(r"^[Ff]ixes:.*", re.M)
_DATE = r"\d{4}-\d\d-\d\d"
_FIXES_FORM = re.compile(rf'Fixes: [0-9a-f]{{12}} \((?:{_DATE}, )?{_DATE}; "\S.*"\)')
_URL = re.compile(r"(?:https?|ftp)://[^\s<>]+")
_QUOTED_LINE = re.compile(r"\t|    |[>$|]")


class Remark(NamedTuple):
    """Something about a stretch of the message, by the name of what it breaks."""

    name: str
    start: int
    end: int
    message: str


def findings(source: Source, changed: Sequence[str] = ()) -> list[Finding]:
    """What is wrong with the message in `source`, in its order.

    `changed` are the paths of the files that the commit changes, pages first; without them
    nobody knows which path the subject should begin with, and it is not asked for one.
    """
    text = _message(source.text)
    subject_at = len(text) - len(text.lstrip("\n"))
    subject = text[subject_at:].split("\n", 1)[0]
    if not subject.strip() or _NOT_OURS.match(subject):
        return []
    remarks = [*_trailer(text)]
    if not _REVERT.match(subject):
        remarks += (
            one._replace(start=one.start + subject_at, end=one.end + subject_at)
            for one in _subject(subject, changed)
        )
    return [
        Finding(source, Span(one.start, one.end), one.name, Severity.WARNING, one.message)
        for one in sorted(remarks, key=lambda one: one[1:])
    ]


def _message(text: str) -> str:
    """The message without git's comments, every other character where it was."""
    cut = _SCISSORS.search(text)
    lines = text[: cut.start() if cut else len(text)].split("\n")
    # Blank lines instead of comments: offsets stay, and no pattern sees them.
    return "\n".join("\n" * len(line) if line.startswith("#") else line for line in lines)


def _subject(subject: str, changed: Sequence[str]) -> Iterator[Remark]:
    prefix = _PREFIX.match(subject)
    rest = prefix.end() if prefix else 0
    if prefix:
        yield from _path(prefix[1], changed)
    elif changed:
        message = f'the subject begins with no path, as in "{changed[0]}: "'
        yield Remark("subject-without-path", 0, len(subject), message)
    if prefix:
        word = _PLAIN_WORD.match(subject, rest)
        if word and not any(word[0] in path for path in changed):
            message = f'the sentence begins in lower case: "{word[0]}"'
            yield Remark("subject-in-lower-case", word.start(), word.end(), message)
    ended = subject.rstrip()
    if ended.endswith(".") and not ended.endswith("..."):
        message = "the subject ends with a full stop"
        yield Remark("subject-with-full-stop", len(ended) - 1, len(ended), message)


def _path(prefix: str, changed: Sequence[str]) -> Iterator[Remark]:
    """A remark if the prefix has no path of a file that the commit changes."""
    if not changed or any(names(part, path) for part in parts(prefix) for path in changed):
        return
    ends = {path.rpartition("/")[2]: path for path in changed}
    short = [end for part in parts(prefix) for end in ends if names(part, end)]
    if short:
        message = f"the path is not whole: {ends[short[0]]}"
    else:
        message = f"{prefix} is not what the commit changes, {changed[0]} is"
    yield Remark("subject-without-path", 0, len(prefix), message)


def _trailer(text: str) -> Iterator[Remark]:
    """Remarks on all that stands below the subject."""
    if not _SIGNED.search(text):
        end = len(text.rstrip())
        start = text.rfind("\n", 0, end) + 1
        message = 'there is no "Signed-off-by: Name <address>"; git commit --signoff adds it'
        yield Remark("sign-off-missing", start, end, message)
    for line in _FIXES.finditer(text):
        if not _FIXES_FORM.fullmatch(line[0].rstrip()):
            message = 'the form is: Fixes: 12-char-hash ([author-date,] commit-date; "subject")'
            yield Remark("fixes-in-another-form", *line.span(), message)
    for url in _URL.finditer(text):
        start = url.start()
        line_start = text.rfind("\n", 0, start) + 1
        if text[start - 1 : start] != "<" and not _QUOTED_LINE.match(text, line_start):
            address = url[0].rstrip(".,;:)")
            message = "a URL stands in <>"
            yield Remark("url-without-brackets", start, start + len(address), message)
