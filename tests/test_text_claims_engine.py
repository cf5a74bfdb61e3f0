"""Tokens with roles, the syntax of patterns, the prefilter, and life without spaCy."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from manlint.claims.model import Kind
from manlint.claims.text import NoSpacy
from manlint.claims.text.document import Document, document
from manlint.claims.text.matcher import Pattern
from manlint.claims.text.patternfile import pattern_files
from manlint.claims.text.prefilter import has_needle, kinds_near
from manlint.claims.text.rarity import words_of
from manlint.claims.text.syntax import compile_pattern
from manlint.prose import sentences
from tests.textclaims import page_of, roff

SETS = {"be": ("is", "are"), "all": ("{be}", "seem")}


def read(sentence: str) -> Document:
    found = [one for one in sentences(page_of(roff(sentence))) if one.unit.kind == "text"]
    return document(found[0])


def fits(pattern: str, sentence: str) -> bool:
    return bool(Pattern(pattern, SETS).places(read(sentence)))


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Use bar(2) now.", "use:WORD bar(2):REF now:WORD .:CUT"),
        ("Use foo().", "use:WORD foo():FUNC .:CUT"),
        ("Set **O_FOO**, not FOO.", "set:WORD o_foo:CONST ,:WORD not:WORD foo:WORD .:CUT"),
        ("See */proc/sys/fs/foo-max*.", "see:WORD /proc/sys/fs/foo-max:PATH .:CUT"),
        (
            "The *fd* isn't 0x1f or 1,024.",
            "the:WORD fd:ARG is:WORD n't:WORD 0x1f:NUM or:WORD 1,024:NUM .:CUT",
        ),
        (
            "A **foo** of 4kB, -x too.",
            "a:WORD foo:NAME of:WORD 4kb:NUM ,:WORD -x:NAME too:WORD .:CUT",
        ),
        ("Per-process and/or it's.", "per-process:WORD and/or:WORD it:WORD 's:WORD .:CUT"),
    ],
)
def test_tokens(sentence: str, roles: str) -> None:
    seen = read(sentence)
    assert " ".join(map(":".join, zip(seen.lower, seen.roles, strict=True))) == roles


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("{be} ignored", "It is ignored.", True),
        ("{all} ignored", "They seem ignored.", True),
        ("is|was not? so", "It was so.", True),
        ("!{be} so", "It is so.", False),
        ("!{be} so", "It was so.", True),
        ("<CONST> is", "**FOO_A** is so.", True),
        ("<X> is", "It is so.", False),
        ("the|<ARG> is", "*fd* is so.", True),
        ("one *2 two", "One and then two.", True),
        ("one *1 two", "One and then two.", False),
        ("one *3 two", "One, then two.", True),
        ("one ~3 two", "One, then two.", False),
        ("one ** two", "One and then or so or so and two.", True),
        ("one ** two", "One; two.", False),
        ("^ then", "One, then two.", True),
        ("^ then", "And then two.", False),
        ("then $", "One then.", True),
        ("then $", "One then two.", False),
    ],
)
def test_syntax(pattern: str, sentence: str, expected: bool) -> None:
    assert fits(pattern, sentence) is expected


def test_capture() -> None:
    ((_, _, captures),) = Pattern("as *2 <REF:object>", SETS).places(read("Same as for bar(2)."))
    assert captures == {"object": 3}


@pytest.mark.parametrize("wrong", ["", "<FOO>", "{nothing}", "a|<Y>", "{be"])
def test_wrong_syntax(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"none of the syntax|no token|no set"):
        compile_pattern(wrong, SETS)


def test_no_pattern_is_lost_by_the_look_at_words() -> None:
    """What a Matcher finds, it finds though it is asked only if the words are there."""
    for file in pattern_files():
        for group in file.groups:
            for text in group.match:
                pattern = Pattern(text, file.sets)
                for sentence in (*group.yes, *group.denied):
                    seen = read(sentence)
                    if pattern.matcher()(seen.doc):
                        assert pattern.may_fit(seen), (text, sentence)
                        assert pattern.is_near(words_of(sentence)), (text, sentence)


def test_short_forms_are_looked_up_as_they_are_read() -> None:
    for sentence in ("It can't be set.", "It can’t be set."):
        assert {"ca", "n"} <= words_of(sentence)
        assert {"ca", "n't"} <= read(sentence).known


def test_needles_begin_words() -> None:
    assert Kind.GUARANTEE in kinds_near("It is\nGuaranteed.")
    assert kinds_near("xguaranteed") == frozenset()
    assert Kind.ATOMICITY in kinds_near("It is done in a single step.")
    assert has_needle("no  guarantee") and not has_needle(
        "nothing of the kind.".replace("no", "so")
    )


CODE = """
import sys
sys.modules["spacy"] = None
from manlint.claims.model import Kind
from manlint.claims.text import NoSpacy
from manlint.claims.text.extract import text_claims
from tests.textclaims import page_of
assert not list(text_claims(page_of("Colourless green ideas sleep furiously.")))
try:
    list(text_claims(page_of("It is guaranteed.")))
except NoSpacy as error:
    print(error)
"""


def test_without_spacy() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert re.search(r"need spaCy: pip install 'manlint\[claims\]'", done.stdout)
    assert issubclass(NoSpacy, ImportError)
