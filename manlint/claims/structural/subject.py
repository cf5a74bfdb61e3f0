"""Subject: the first thing with a name in a sentence, by its markup and its shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manlint.prose import Sentence

_NAME = re.compile(
    r"""(?P<shape>[A-Za-z0-9_][\w.+:@-]*\([0-9]?[a-z]*\)
      | (?<![\w)\]}>/])/(?:[\w.*{}<>+@:~%-]+/?)+)
    | (?P<word>[A-Za-z_][\w.-]*\w)""",
    re.X,
)
# Words that are set in bold or italics for stress, or name nothing that a claim is about.
_NO_NAME = frozenset(
    """NULL Linux glibc errno TRUE FALSE this note notes important warning caution not never no any
    all only must before after and or is are does do every each the same always should
    struct union enum const int long char void system standard""".split()
)
# Characters of a sentence; what comes first stands near its begin.
_REACH = 600
_ERRNO = re.compile(r"E[A-Z0-9]{2,}\Z")


def first_name(sentence: Sentence) -> str:
    """The first call, page, file, or word in bold or italics; "" if there is none."""
    unit = sentence.unit
    spare = ""
    for match in _NAME.finditer(sentence.text, 0, _REACH):
        if match["shape"]:
            return match[0]
        word = match["word"]
        start = sentence.start + match.start()
        if (
            word in _NO_NAME
            or word.lower() in _NO_NAME
            or "R" in unit.fonts(start, start + len(word))
        ):
            continue
        if "C" in unit.fonts(start, start + 1):
            continue
        if not _ERRNO.match(word):
            return word
        spare = spare or word
    return spare
