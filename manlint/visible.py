"""Text of a page or a path made safe to print on one line of a terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""`text` with every character that does not print as itself replaced by an escape.

    Those are controls, format characters that turn the writing direction, lone
    surrogates (shown as the byte `\xe9` they stand for) and unusual blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(escaped, text))


def escaped(char: str) -> str:
    r"""One character as `visible` shows it: itself or an escape such as `\t` or `\x1b`."""
    if char.isprintable():
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that could not be decoded
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
