"""Reading is total and lossless: whatever the lines, there is a page, and no span is lost."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manlint.page import events, read
from manlint.page.show import as_json, outline
from manlint.prose.plain import plain
from manlint.source import Source

_MACROS = (
    "TH SH SS P PP TP TQ IP HP RS RE SY YS OP nf fi EX EE TS TE EQ EN B BR I SM UR UE MT ME MR"
    " PD in sp br de .. am ds as nr if ie el ig while tr als rm rn return so mso unknown"
).split()
_WORDS = [
    "word", "a.", "\\fB", "\\f[]", "\\fP", "\\(em", "\\[em]", "\\*x", "\\n(xx", "\\$1", '"', '""',
    "\\{", "\\}", "\\\n", "\\c", "\\", '\\"', "\\h'1'", "\\w'x'", "n", "t", "!", "'a'b'", "1", "T{",
    "T}", "\t", "l.", "tab(:);", "x", "\x07", "\r", "é", "\udc80",
]  # fmt: skip
_line = st.builds(
    lambda control, macro, words, end: f"{control}{macro} {' '.join(words)}{end}",
    st.sampled_from([".", "'", ". ", "", ".\t"]),
    st.sampled_from([*_MACROS, "", '\\"']),
    st.lists(st.sampled_from(_WORDS), max_size=5),
    st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", ""]),
)


def _use(text: str) -> None:
    page = read(Source("x.1", text))
    assert "".join(text[start:end] for start, end in page.leaves()) == text
    plain(page), outline(page), as_json(page), events(page)
    for node, ancestors in page.walk():
        start, end = page.span(node.start, node.end)
        assert 0 <= start <= end <= len(text)
        assert all(parent.start <= node.start and node.end <= parent.end for parent in ancestors)
    assert page.link != "" and page.is_mdoc in (True, False)
    assert all(0 <= i.start <= i.end <= len(page.text) for i in page.imbalances)
    assert all(0 <= a <= b <= len(text) for title in page.titles for a, b in title.spans)
    assert all(u.name != "TH" for u in page.unsupported)


@settings(max_examples=300, deadline=None)
@given(st.lists(_line, max_size=25).map("".join))
def test_any_sequence_of_lines_is_a_page(text: str) -> None:
    _use(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=".'\\\"{}[](*nfBTPSHRE \t\nx\r\0é\ud8ff", max_size=200))
def test_any_text_is_a_page(text: str) -> None:
    _use(text)


_LARGE = {
    "tables without end": ".TH a 1\n.SH X\n" + ".TS\nl.\na\n" * 20_000,
    "nested indents": ".SH X\n" + ".RS\nx\n" * 20_000,
    "a macro that calls itself twice": ".de a\n.a\n.a\n..\n.a\n",
    "strings that double": ".ds a x\n"
    + "".join(f".ds {chr(98 + i)} \\\\*{chr(97 + i)}\\\\*{chr(97 + i)}\n" for i in range(20))
    + "\\*u\n" * 200,
    "conditionals on one line": ".if n " * 20_000 + "x\n",
    "nested blocks": ".ie n \\{\\\n" * 3_000,
    "backslashes": "\\" * 200_000,
    "names without end": "\\*[" * 50_000 + "\n",
    "arguments without end": "\\h'" * 50_000,
    "one long line": "a " * 500_000,
    "short sentences": "a. " * 100_000,
    "tags only": ".TP\n" * 50_000,
    "parentheses": ".if " + "(" * 5_000 + "1 x\n",
    "a long number": ".nr a " + "9" * 10_000 + "\n.if \\na>1 x\n",
}


@pytest.mark.parametrize("name", _LARGE)
def test_time_is_bounded(name: str) -> None:
    """Ten seconds are a hundred times what any of these takes; a quadratic reader needs more."""
    start = process_time()
    _use(_LARGE[name])
    assert process_time() - start < 20
