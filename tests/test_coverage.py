"""`manlint coverage`: constants of headers that no page mentions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from manlint.commands.coverage import command
from manlint.coverage.headers import definitions
from manlint.coverage.missing import families, mentioned

HEADER = """#ifndef _LINUX_FS_H
#define _LINUX_FS_H
/* #define RWF_OLD 1 */
#define RWF_SYNC\t0x2 /* sync */
#define RWF_NEW \\
\t0x4
#define RWF_FORK\t0x8\t/* internal use only */
#define RWF_MASK 0xff
#define RWF_EMPTY
#define RWF_MAKE(x) (x)
enum rwf {
\tRWF_ONE, RWF_TWO = 2, /* RWF_NONE */
\tRWF_THREE = (1 << 2)
};
#endif
"""


def test_definitions() -> None:
    found = [(one.name, one.line) for one in definitions(HEADER)]
    assert found == [
        ("RWF_SYNC", 4),
        ("RWF_NEW", 5),
        ("RWF_FORK", 7),
        ("RWF_MASK", 8),
        ("RWF_ONE", 12),
        ("RWF_TWO", 12),
        ("RWF_THREE", 13),
    ]


def test_a_mention_may_be_broken_or_set_in_a_font_but_not_commented_out() -> None:
    text = '.B RWF_\\:SYNC\n\\fBRWF_ONE\\fP.\n.\\" RWF_TWO\n.BR O_ FOO\n'
    assert {"RWF_SYNC", "RWF_ONE"} <= mentioned([text])
    assert "RWF_TWO" not in mentioned([text])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a tree of one page in man/ and headers in include/."""
    (tmp_path / "man/man2").mkdir(parents=True)
    (tmp_path / "man/man2/readv.2").write_text(
        ".TH readv 2\n.SH DESCRIPTION\n.B RWF_SYNC\n.B RWF_ONE\n.B RWF_TWO\n"
    )
    (tmp_path / "include/linux").mkdir(parents=True)
    (tmp_path / "include/linux/fs.h").write_text(HEADER)
    return tmp_path


def test_the_command_lists_what_is_missing(place: Path) -> None:
    result = CliRunner().invoke(command, [str(place / "man"), "--headers", str(place / "include")])
    header = place / "include/linux/fs.h"
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "RWF_* (readv(2)): 2 of 5 in no page",
        f"  {header}:5: RWF_NEW",
        f"  {header}:13: RWF_THREE",
        "2 of 5 constants of 1 families are in no page",
    ]


def test_json_and_success(place: Path) -> None:
    page = place / "man/man2/readv.2"
    page.write_text(page.read_text() + ".BR RWF_NEW , RWF_THREE\n")
    arguments = [str(page), "--headers", str(place / "include"), "--json"]
    result = CliRunner().invoke(command, arguments)
    [family] = json.loads(result.output)["families"]
    assert (result.exit_code, family["defined"], family["missing"]) == (0, 5, [])


def test_neither_tree_nor_headers(place: Path) -> None:
    empty = place / "empty"
    empty.mkdir()
    (place / ".git").mkdir()
    run = CliRunner().invoke
    assert run(command, [str(empty), "--headers", str(place / "include")]).exit_code == 2
    assert run(command, [str(place / "man"), "--headers", str(empty)]).exit_code == 2


def test_families_name_no_header_twice() -> None:
    assert all(len({*family.headers}) == len(family.headers) for family in families())
    assert all(not header.startswith("/") for family in families() for header in family.headers)
