"""Fixes: how they are put together, written to files, and shown as a diff."""

from __future__ import annotations

import gzip
import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.cli import cli
from manlint.files.load import Unreadable
from manlint.finding import Edit, Finding, Fix, Severity
from manlint.fix import ROUNDS, Repair, repair, smallest, together
from manlint.lint import InternalError
from manlint.source import Source, Span
from manlint.survey.file import Checked
from tests import fixcheck
from tests.realtree import RealTree
from tests.recorded import recorded

PAGE = r""".TH page 2 2024-05-06 "Linux man-pages 6.14"
.SH NAME
page \- a page
.SH DESCRIPTION
Works on kernel 2.6.32 or later, ä.
And on kernel 2.6.33.
"""
FIXED = PAGE.replace("kernel 2", "Linux 2")


def offer(text: str, *edits: tuple[int, int, str], rule: str = "a", safe: bool = True) -> Finding:
    fix = Fix(tuple(Edit(Span(start, end), new) for start, end, new in edits), safe)
    start, end, _ = edits[0]
    source = Source("x.2", text)
    return Finding(source, Span(start, end), rule, Severity.STYLE, "m", (), fix)


def replacing(*pairs: tuple[str, str], safe: bool = True) -> Callable[[Source], Checked]:
    """A check that offers to replace every occurrence of each pair's first by its second."""

    def check(source: Source) -> Checked:
        text = source.text
        found = [
            offer(text, (at, at + len(old), new), rule=old, safe=safe)
            for old, new in pairs
            for at in range(len(text))
            if text.startswith(old, at)
        ]
        return Checked(source.path, tuple(found))

    return check


def repaired(text: str, check: Callable[[Source], Checked], unsafe: bool = False) -> Repair:
    return repair(Source("x.2", text), check, unsafe)


def test_of_overlapping_fixes_the_first_by_position_wins_and_the_other_is_asked_again() -> None:
    done = repaired("abcd", replacing(("bcd", "y"), ("abc", "x")))
    assert done.source.text == "xd"
    assert done.fixed == {"abc": 1}
    done = repaired("abcd", replacing(("bc", "bx"), ("ab", "ay"), ("yc", "yz")))
    assert done.source.text == "ayzd"


def test_all_that_do_not_touch_go_in_one_round() -> None:
    found = replacing(("a", "x"), ("c", "y"))(Source("x.2", "abcabc")).findings
    assert len(together(found, "abcabc")) == 4


def test_a_fix_goes_whole_or_not_at_all() -> None:
    text = "abcdef"
    first = offer(text, (1, 2, "X"), rule="one")
    torn = offer(text, (1, 3, "YY"), (5, 6, "Z"), rule="two")
    assert [finding.rule for finding, _ in together([torn, first], text)] == ["one"]


def test_two_insertions_at_one_place_do_not_go_together() -> None:
    text = "ab"
    both = [offer(text, (1, 1, "X"), rule="one"), offer(text, (1, 1, "Y"), rule="two")]
    assert len(together(both, text)) == 1
    beside = [offer(text, (0, 1, "X"), rule="one"), offer(text, (1, 1, "Y"), rule="two")]
    assert len(together(beside, text)) == 1


def test_the_smallest_hunk() -> None:
    def shape(old: str, new: str) -> list[tuple[int, int, str]]:
        return [(*e.span, e.text) for e in smallest([Edit(Span(0, len(old)), new)], old)]

    assert shape(".PP\n", ".P\n") == [(2, 3, "")]
    assert shape("aa", "aaa") == [(2, 2, "a")]
    assert shape("kernel 2.6", "Linux 2.6") == [(0, 6, "Linux")]
    assert shape("same", "same") == []


def test_unsafe_fixes_need_to_be_asked_for() -> None:
    check = replacing(("a", "b"), safe=False)
    assert repaired("a", check).source.text == "a"
    assert repaired("a", check, unsafe=True).source.text == "b"


def test_a_loop_is_told_and_the_page_left_alone() -> None:
    done = repaired("a", replacing(("a", "b"), ("b", "a")))
    assert done.source.text == "a" and not done.fixed
    assert done.trouble == "fixes undo each other: b"
    assert done.checked.findings


def test_a_page_that_grows_for_ever_is_a_loop() -> None:
    done = repaired("a", replacing(("a", "aa")))
    assert done.source.text == "a" and done.trouble
    steps = [(chr(97 + n), chr(98 + n)) for n in range(ROUNDS - 1)]
    assert not repaired("a", replacing(*steps)).trouble


def test_a_page_that_cannot_be_checked_after_its_fix_is_left_alone() -> None:
    broken = Checked("x.2", errors=(InternalError("x.2", "r", "e"),))
    slow = Checked("x.2", problem=Unreadable("x.2", "too slow", "leave it out"))
    for after in (broken, slow):

        def check(source: Source, after: Checked = after) -> Checked:
            return replacing(("a", "b"))(source) if source.text == "a" else after

        done = repaired("a", check)
        assert done.source.text == "a" and "cannot be checked" in done.trouble


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("man2/page.2")
    path.parent.mkdir()
    path.write_text(PAGE)
    return path


def check(*arguments: object, text: bytes | None = None) -> Result:
    # The rule rewords, so that its fixes have to be asked for.
    if "--fix" in arguments:
        arguments = ("--unsafe-fixes", *arguments)
    select = ("--select", "kernel-version-wording")
    return CliRunner().invoke(cli, ["check", *select, *map(str, arguments)], input=text)


def test_fix_writes_and_reports_what_is_left(page: Path) -> None:
    page.write_text(PAGE + "On the Linux\nkernel 5.2.\n")
    done = check("--fix", page)
    assert page.read_text() == FIXED + "On the Linux\nkernel 5.2.\n"
    assert done.exit_code == 0  # what is left is style
    assert "fixed 2 findings in 1 page" in done.stderr and "1 finding in 1" in done.stderr
    assert done.stdout.startswith("man2/page.2:7:4: style:")
    again = check("--fix", page)
    assert "fixed 0 findings\n" in again.stderr and again.stdout == done.stdout


def test_what_is_left_makes_the_status(page: Path) -> None:
    assert check("--fix", "--fail-on", "style", page).exit_code == 0
    page.write_text(PAGE + "On the Linux\nkernel 5.2.\n")
    assert check("--fix", "--fail-on", "style", page).exit_code == 1


def test_the_file_keeps_mode_encoding_and_last_line(page: Path) -> None:
    page.write_bytes(PAGE.rstrip("\n").encode("latin-1"))
    page.chmod(0o640)
    check("--fix", page)
    assert page.read_bytes() == FIXED.rstrip("\n").encode("latin-1")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert os.listdir(page.parent) == ["page.2"]


def test_a_byte_order_mark_stays(page: Path) -> None:
    page.write_text(PAGE, encoding="utf-8-sig")
    check("--fix", page)
    assert page.read_text("utf-8-sig") == FIXED
    assert page.read_bytes().startswith(b"\xef\xbb\xbf.TH")


def test_a_symbolic_link_stays_one_and_its_page_is_written_once(page: Path) -> None:
    link = page.with_name("other.2")
    link.symlink_to("page.2")
    done = check("--fix", link, page)
    assert link.is_symlink() and page.read_text() == FIXED
    assert "fixed 2 findings in 1 page" in done.stderr
    page.write_text(PAGE)
    check("--fix", link)
    assert link.is_symlink() and page.read_text() == FIXED


def test_a_so_link_has_its_page_fixed_once(page: Path) -> None:
    page.with_name("other.2").write_text(".so man2/page.2\n")
    done = check("--fix", page.with_name("other.2"), page)
    assert page.read_text() == FIXED
    assert "fixed 2 findings in 1 page" in done.stderr


def test_a_packed_page_is_refused(page: Path) -> None:
    packed = page.with_name("page.2.gz")
    packed.write_bytes(before := gzip.compress(PAGE.encode()))
    done = check("--fix", packed)
    assert done.exit_code == 2 and packed.read_bytes() == before
    assert "page.2.gz: packed, so it is not fixed; unpack it first\n" in done.stderr
    assert done.stdout.count("[kernel-version-wording]") == 2


def test_a_file_with_two_names_is_refused(page: Path) -> None:
    os.link(page, page.with_name("hard.2"))
    done = check("--fix", page)
    assert done.exit_code == 2 and page.read_text() == PAGE
    assert "2 names (hard links)" in done.stderr


def test_a_folder_that_cannot_be_written_is_told(page: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes anywhere")
    page.parent.chmod(0o500)
    try:
        done = check("--fix", page)
    finally:
        page.parent.chmod(0o700)
    assert done.exit_code == 2 and page.read_text() == PAGE
    assert "cannot be written: permission denied" in done.stderr


def test_the_diff_changes_nothing_and_git_applies_it(page: Path) -> None:
    page.write_text(PAGE.rstrip("\n"))
    done = check("--fix", "--diff", page)
    assert done.exit_code == 1
    assert page.read_text() == PAGE.rstrip("\n")
    assert done.stdout.startswith("--- a/man2/page.2\n+++ b/man2/page.2\n@@")
    assert "would fix 2 findings in 1 page" in done.stderr
    subprocess.run(["git", "apply", "-"], input=done.stdout.encode(), check=True)
    assert page.read_text() == FIXED.rstrip("\n")
    again = check("--fix", page, "--diff")
    assert again.exit_code == 0 and again.stdout == ""


def test_the_diff_has_the_encoding_of_the_page(page: Path) -> None:
    page.write_bytes(PAGE.encode("latin-1"))
    done = check("--fix", "--diff", page)
    subprocess.run(["git", "apply", "-"], input=done.stdout_bytes, check=True)
    assert page.read_bytes() == FIXED.encode("latin-1")


def test_standard_input_is_printed_fixed(page: Path) -> None:
    text = (PAGE + "On the Linux\nkernel 5.2.\n").encode("latin-1")
    done = check("--fix", "-", text=text)
    assert done.stdout_bytes == text.replace(b"kernel 2", b"Linux 2")
    assert "<stdin>:7:4: style:" in done.stderr
    clean = check("--fix", "-", text=FIXED.encode())
    assert clean.stdout_bytes == FIXED.encode() and clean.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unsafe-fixes", "man2/page.2"], "--unsafe-fixes needs --fix"),
        (["--fix", "--diff", "--format", "json", "man2"], "no --format json"),
        (["--fix", "--format", "json", "-"], "no other output"),
        (["--fix", "-", "man2/page.2"], "no other output"),
    ],
)
def test_what_cannot_go_together(page: Path, arguments: list[str], said: str) -> None:
    done = check(*arguments, text=PAGE.encode())
    assert done.exit_code == 2 and said in done.stderr
    assert page.read_text() == PAGE


def test_json_has_what_is_left_and_the_edits(page: Path) -> None:
    found = json.loads(check("--format", "json", page).stdout)
    assert found["findings"][0]["fix"]["edits"] == [
        {"line": 5, "column": 10, "end_line": 5, "end_column": 16, "text": "Linux"}
    ]
    assert json.loads(check("--fix", "--format", "json", page).stdout)["findings"] == []


@pytest.mark.mandoc
def test_fixes_of_real_pages_are_stable_and_show_the_same(real_tree: RealTree) -> None:
    known = [line for lines in recorded().values() for line in lines[:: len(lines) // 2 or 1]]
    named = {real_tree.root / line.split(":")[0] for line in known}
    pages = [page for n, page in enumerate(real_tree.pages()) if page in named or n % 40 == 0]
    rows = fixcheck.try_fixes(pages, real_tree.root)
    assert not [row for row in rows.values() if row.failures], "\n" + fixcheck.table(rows)
    assert rows[fixcheck.ALL].fixed
