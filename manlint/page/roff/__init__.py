"""The part of roff that generated pages use: definitions, conditionals, registers.

A page without such requests is its own expansion; the others are read line by line as
nroff would.  What is not understood is left in the text, where page.lark meets it.
"""

from __future__ import annotations

import re

from manlint.page.roff.expansion import Expansion
from manlint.page.roff.interpreter import Interpreter

__all__ = ["Expansion", "expand", "needs_expansion"]

_NEEDED = re.compile(
    r"^[.'][ \t]*(?:de|dei|de1|dei1|am|ami|am1|ds|ds1|as|as1|nr|rr|rm|rn|als|if|ie|el|ig"
    r"|tr|while|return|shift|nop)(?![^ \t\n\r\\])",
    re.M,
)


def needs_expansion(text: str) -> bool:
    """Whether `text` holds a request that changes what its other lines mean."""
    return _NEEDED.search(text) is not None


def expand(text: str) -> Expansion:
    """Work out the definitions and conditionals of a whole page; it never fails."""
    return Interpreter(text).run()
