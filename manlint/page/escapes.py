"""The escapes of text.lark, and what each renders as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from manlint.page import glyphs
from manlint.page.grammar import load_grammar, scanner


@cache
def tokens() -> re.Pattern[str]:
    """The terminals of text.lark, to cut a line that holds a backslash."""
    return scanner(load_grammar("text"))


_NAME = re.compile(r"\\.[-+]?(?:\[([^\]]*)\]|\(([^\n]{2})|'([^']*)'|([^\n]))?", re.S)
_BRACKETED = re.compile(r"\\\[([^\]]*)\]|\\\((..)|\\C'([^']*)'", re.S)
_SIMPLE = {"-": "-", "e": "\\", "\\": "\\", "'": "´", "`": "`", ".": ".", "_": "_", "\n": ""}


def argument(escape: str) -> str:
    r"""The name in `\fB`, `\f(CW`, `\f[B]`, `\*(lq`, `\s'1'`, ...; "" if it is empty."""
    match = _NAME.match(escape)
    return (match[1] or match[2] or match[3] or match[4] or "") if match else ""


def glyph_name(escape: str) -> str:
    r"""The name in `\(em`, `\[em]` and `\C'em'`."""
    match = _BRACKETED.match(escape)
    return (match[1] or match[2] or match[3] or "") if match else ""


def glyph(escape: str, translations: Mapping[str, str]) -> str:
    """A special character by name; one that groff does not know is left out, as it does."""
    if translations and escape in translations:
        return rendered(translations[escape])
    name = glyph_name(escape)
    known = glyphs.named().get(name)
    if known is not None:
        return known
    if re.fullmatch(r"u[0-9A-F]{4,6}", name):
        return chr(int(name[1:], 16))
    base, *accents = name.split()
    if not accents:
        return ""
    return (glyphs.named().get(base) or base) + "".join(_COMBINING.get(a, "") for a in accents)


_COMBINING = {
    "'": "\u0301", "aa": "\u0301", "`": "\u0300", "ga": "\u0300", "^": "\u0302", "a^": "\u0302",
    "~": "\u0303", "a~": "\u0303", ":": "\u0308", "ad": "\u0308", "ah": "\u030c", "ac": "\u0327",
    "ao": "\u030a", "ab": "\u0306", "a-": "\u0304", "a.": "\u0307", "ho": "\u0328", "a\"": "\u030b",
}  # fmt: skip


def glyph_code(escape: str) -> str:
    r"""A character by number: `\[u2010]`, `\[u0041_0301]`, `\N'34'`."""
    if escape.startswith("\\["):
        return "".join(
            chr(int(code, 16)) for code in escape[3:-1].split("_") if int(code, 16) < 0x110000
        )
    return chr(int(re.sub(r"[^0-9]", "", escape)) % 0x110000)


def string(escape: str) -> str:
    r"""A predefined string: `\*(lq`; the page's own were replaced before."""
    name = argument(escape).split(" ")[0]
    return glyphs.STRINGS.get(name, "")


def motion(escape: str) -> str:
    r"""`\h'...'`: a blank when it moves forward, nothing when it moves back or nowhere."""
    distance = escape[3:-1]
    return "" if distance.startswith(("-", "|")) or re.fullmatch(r"[+]?0+[a-z]?", distance) else " "


def overstrike(escape: str) -> str:
    r"""`\o'...'` and `\b'...'`: all their characters, one after the other."""
    return rendered(escape[3:-1])


def width(escape: str) -> str:
    r"""`\w'...'` in the text shows a number: the width in nroff's units."""
    return str(24 * len(rendered(escape[3:-1])))


def simple(escape: str) -> str:
    r"""Any other escape: `\-`, `\e`, `\\`, and those that stand for their second character."""
    return _SIMPLE.get(escape[1:], escape[1:])


def rendered(text: str) -> str:
    """`text` with its escapes rendered, fonts forgotten: for names, never for prose."""
    if "\\" not in text:
        return text
    out: list[str] = []
    for match in tokens().finditer(text):
        kind = match.lastgroup or ""
        if kind == "COMMENT":
            break
        out.append(match[0] if kind == "TEXT" else rendering(kind, match[0], {}))
    return "".join(out)


def rendering(kind: str, escape: str, translations: Mapping[str, str]) -> str:
    """What an escape of the terminal `kind` adds to the text; fonts and `\\c` add nothing."""
    if kind == "GLYPH_NAME":
        return glyph(escape, translations)
    function = _RENDER.get(kind)
    return function(escape) if function else ""


_RENDER = {
    "GLYPH_CODE": glyph_code,
    "STRING": string,
    "MOTION": motion,
    "GLYPH": overstrike,
    "WIDTH": width,
    "BLANK": lambda escape: " ",
    "ESCAPE": simple,
}
