"""The cache: a run that uses it says what a run without it says, whatever happened between."""

from __future__ import annotations

import marshal
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manlint import cache, resources
from manlint.checks import CROSS_PAGE, KINDS
from manlint.checks.versionhint import _never
from manlint.claims.references import foreign_pages
from manlint.commands.configured import force_of, plan_for
from manlint.facts import _load
from manlint.files.asked import NOTHING, AskedTree
from manlint.files.collect import collect
from manlint.files.tree import Tree
from manlint.finding import Edit, Finding, Fix
from manlint.lint import Bound
from manlint.policy import _policy
from manlint.rules import Rule
from manlint.survey import kept
from manlint.survey.file import Checked, Plan, check_read
from manlint.survey.many import survey_pages

CORPUS = Path(__file__).parent.parent / "corpus/man"
PAGES = (
    *("man2/fsync.2", "man2/fdatasync.2", "man2/memfd_create.2", "man2/readv.2", "man2/writev.2"),
    *("man2/preadv.2", "man2/umask.2", "man3/getline.3", "man3/getdelim.3", "man7/pipe.7"),
)
# Pages without a finding, as long as the others and the facts are what they are at first.
OWN = {
    "man2/clean.2": """.TH clean 2 2024-05-06 "manlint 1"
.SH NAME
clean \\- a page that refers to all others
.SH DESCRIPTION
.BR fsync (2),
.BR fdatasync (2),
.BR memfd_create (2),
.BR readv (2),
.BR umask (2),
.BR getline (3),
.BR pipe (7).
""",
    "man2/clear.2": """.TH clear 2 2024-05-06 "manlint 1"
.SH NAME
clear \\- a page that depends on facts and on the text of another
.SH DESCRIPTION
It is there since Linux 2.6.30, and was not before.
See EXAMPLES in
.BR getline (3)
and NOTES in
.BR fdatasync (2).
""",
}
RULE = """# own-word

A word.

```toml
check = "text"
severity = "style"
since = "0.1"
needles = ["WORD"]
pattern = "WORD"
message = "WORD is a word"
```

## Why

To see a change.

## Bad

```roff
The WORD. \\" finding
```

## Good

```roff
The rest.
```
"""
NAMES = (*PAGES, *OWN)
Result = list[tuple[Any, ...]]


@pytest.fixture(autouse=True)
def own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A cache that nobody else uses; the facts of a test are not those of the next."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    yield folder
    resources.use_facts("")


def plan(tree: Path, use_cache: bool) -> Plan:
    """The plan for the tree as a command makes it, with nothing remembered in this process."""
    for remembered in (_policy, _load, _never, foreign_pages):
        remembered.cache_clear()
    return plan_for(force_of(str(tree), {}), lambda _note: None, use_cache=use_cache)


def run(tree: Path, use_cache: bool = True, part: str = "") -> Result:
    """What a check of the tree, or of a part of it, says of each file."""
    made = plan(tree, use_cache)
    found = collect([str(tree / part)], (), made.root)
    return [shape(checked) for checked in survey_pages(found.paths, made, 1)]


def shape(checked: Checked) -> tuple[Any, ...]:
    """All that a report can show of one file."""
    told = [
        (*f.source.position(f.span.start), *(getattr(f, e.name) for e in fields(Finding)))
        for f in checked.findings
    ]
    plain = [getattr(checked, e.name) for e in fields(Checked) if e.name not in _NOT_PLAIN]
    return (*plain, str(checked.problem), told)


_NOT_PLAIN = ("findings", "problem", "asked")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A few pages of the corpus, with a configuration that has rules and facts of its own."""
    return make_tree(tmp_path / "tree")


def make_tree(top: Path) -> Path:
    for name in PAGES:
        (top / "man" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CORPUS / name, top / "man" / name)
    for name, text in OWN.items():
        (top / "man" / name).write_text(text)
    own = Path(resources.HERE, "facts")
    shutil.copytree(own, top / "facts", ignore=shutil.ignore_patterns("*.py"))
    (top / "rules/own").mkdir(parents=True)
    write_rule(top, 0)
    write_config(top, 0)
    return top


def write_rule(top: Path, variant: int) -> None:
    word = ("memory", "buffer", "signal")[variant]
    (top / "rules/own/own-word.md").write_text(RULE.replace("WORD", word))


CONFIGS = (
    "",
    'ignore = ["unresolved-reference"]\n',
    'per-file-ignores = {"man/man2/" = ["ALL"]}\n',
    '[rules.unresolved-reference]\nseverity = "error"\n',
    '[rules.own-word]\nneedles = ["the"]\npattern = "the"\n',
    'policy = "lookback-7y"\nreference-date = "2026-02-23"\n',
    'profile = "general"\n',
    'lang = "de"\n',
    'root = "rules"\n',
)


def write_config(top: Path, variant: int) -> None:
    first = 'rule-folders = ["rules"]\nfacts = "facts"\n'
    (top / "manlint.toml").write_text(first + CONFIGS[variant])


# Edits: each is given the tree and a number to make choices with.


def remove(top: Path, number: int) -> None:
    (top / "man" / NAMES[number % len(NAMES)]).unlink(missing_ok=True)


def restore(top: Path, number: int) -> None:
    name = NAMES[number % len(NAMES)]
    path = top / "man" / name
    path.write_bytes(OWN[name].encode() if name in OWN else (CORPUS / name).read_bytes())


def add(top: Path, number: int) -> None:
    """A page that others of the corpus refer to, or that is spelled nearly so."""
    name = ("fcntl.2", "close.2", "f_sync.2", "pid_getline.3", "sync.2")[number % 5]
    path = top / "man" / f"man{name[-1]}" / name
    shutil.copyfile(CORPUS / "man7/pipe.7", path)


def append(top: Path, number: int) -> None:
    """A reference, or a pointer into another page."""
    name, _, section = NAMES[number % len(NAMES)].partition("/")[2].rpartition(".")
    lines = (
        f".BR {name} ({section}).\n",
        f"See NOTES in\n.BR {name} ({section}).\n",
        "The memory since Linux 2.6.41 and before Linux 2.2, see NOTES.\n",
    )
    path = top / "man" / NAMES[number // 7 % len(NAMES)]
    if path.exists():
        with path.open("a") as file:
            file.write(lines[number % 3])


def same_size(top: Path, number: int) -> None:
    """Another text of the same length, under the old time of change."""
    path = top / "man" / NAMES[number % len(NAMES)]
    if path.exists():
        status = path.stat()
        old, new = ((b"EXAMPLES", b"EXAMPLEZ"), (b"(2)", b"(3)"), (b"(3)", b"(2)"))[number % 3]
        path.write_bytes(path.read_bytes().replace(old, new))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def touch(top: Path, number: int) -> None:
    path = top / "man" / NAMES[number % len(NAMES)]
    if path.exists():
        path.touch()


def retarget(top: Path, number: int) -> None:
    """A page becomes a link to another, which may not be there, or to one outside."""
    targets = (*PAGES, "man2/none.2", "../../x.2", "readv.2")
    target = targets[number // 7 % len(targets)]
    (top / "man" / NAMES[number % len(NAMES)]).write_text(f".so {target}\n")


def config(top: Path, number: int) -> None:
    write_config(top, number % len(CONFIGS))


def rule(top: Path, number: int) -> None:
    write_rule(top, number % 3)


def facts(top: Path, number: int) -> None:
    """The history of one series is another."""
    path = top / "facts/kernel-series.csv"
    own = Path(resources.HERE, "facts/kernel-series.csv").read_text()
    path.write_text(own.replace("2.6,12,39", "2.6,12,29") if number % 2 else own)


EDITS: Sequence[Callable[[Path, int], None]] = (
    *(remove, restore, add, append, same_size, touch, retarget, config, rule, facts),
)
steps = st.tuples(st.sampled_from(EDITS), st.integers(0, 1000), st.booleans())


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=2, max_size=7))
def test_a_warm_run_says_what_a_cold_one_says(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    sequence: list[tuple[Callable[[Path, int], None], int, bool]],
) -> None:
    # files count as settled soon, or their signatures would never be used here
    monkeypatch.setattr(cache, "RACY", 20_000_000)
    top = make_tree(tmp_path_factory.mktemp("sequence") / "tree")
    run(top)
    for edit, number, alone in sequence:
        edit(top, number)
        if alone:
            run(top, part="man/man2")
        assert run(top) == run(top, use_cache=False), edit.__name__


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("number", [1, 10, 11])
def test_one_edit_after_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Path, int], None], number: int
) -> None:
    monkeypatch.setattr(cache, "RACY", 20_000_000)
    top = make_tree(tmp_path / "tree")
    time.sleep(0.03)
    before = run(top)
    edit(top, number)
    assert run(top) == run(top, use_cache=False)
    if edit is not touch:
        shutil.rmtree(top)
        make_tree(top)
        assert run(top) == before


@pytest.mark.parametrize("number", range(1, len(CONFIGS)))
def test_another_configuration_and_back(tree: Path, number: int) -> None:
    before = run(tree)
    write_config(tree, number)
    assert run(tree) == run(tree, use_cache=False) != before
    write_config(tree, 0)
    assert run(tree) == before


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are really checked from now on."""
    checked: list[str] = []
    real = check_read

    def spy(plan: Plan, path: str, read: Any) -> Checked:
        checked.append(os.path.basename(path))
        return real(plan, path, read)

    monkeypatch.setattr(kept, "check_read", spy)
    return checked


def test_what_is_known_is_not_checked_again(tree: Path, checks: list[str]) -> None:
    run(tree)
    assert len(checks) == len(NAMES)
    del checks[:]
    run(tree)
    assert checks == []
    (tree / "man/man2/umask.2").touch()
    run(tree)
    assert checks == []


def test_a_page_that_is_gone_is_missed_where_it_is_referred_to(
    tree: Path, checks: list[str]
) -> None:
    before = run(tree)
    (tree / "man/man2/fsync.2").unlink()
    del checks[:]
    after = run(tree)
    assert "fsync.2" not in checks
    assert "clean.2" in checks
    assert "clear.2" not in checks
    lost = [told for entry in after for told in entry[-1] if "fsync(2) is not in" in str(told)]
    assert lost == [
        told
        for entry in run(tree, use_cache=False)
        for told in entry[-1]
        if "fsync(2) is not in" in str(told)
    ]
    assert after != before
    assert lost


def test_a_file_that_was_just_written_is_read_again(tree: Path) -> None:
    path = tree / "man/man2/umask.2"
    run(tree)
    for entries in shelves():
        assert all(kept.Entry._make(entry).signature == () for entry in entries.values())
    old = time.time() - 10
    os.utime(path, (old, old))  # it is the change of the inode that counts
    run(tree)
    assert all(kept.Entry._make(entry).signature == () for e in shelves() for entry in e.values())


def shelves() -> Iterator[dict[str, Any]]:
    for entry in cache.shelves():
        yield cache.read(entry.path)


@pytest.mark.parametrize("damage", [b"", b"x" * 100, None])
def test_a_damaged_shelf_is_made_anew(tree: Path, checks: list[str], damage: bytes | None) -> None:
    expected = run(tree)
    for entry in cache.shelves():
        data = Path(entry.path).read_bytes()
        Path(entry.path).write_bytes(data[: len(data) // 2] if damage is None else damage)
    del checks[:]
    assert run(tree) == expected
    assert len(checks) == len(NAMES)
    del checks[:]
    assert run(tree) == expected
    assert checks == []


def test_a_shelf_that_holds_something_else_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "x.pages"
    data = marshal.dumps([1, 2])
    path.write_bytes(cache._checksum(data) + data)
    assert cache.read(str(path)) == {}


def test_no_cache_can_be_written(tree: Path, own_folder: Path) -> None:
    expected = run(tree, use_cache=False)
    shutil.rmtree(own_folder)
    own_folder.write_text("a file where the folder should be")
    try:
        assert run(tree) == expected == run(tree)
    finally:
        own_folder.unlink()


def test_the_cache_stays_below_its_limit(own_folder: Path) -> None:
    paths = [cache.shelf_path(str(number)) for number in range(10)]
    for number, path in enumerate(paths):
        cache.write(path, {"x": "y" * 1000})
        os.utime(path, (number, number))
    draft = Path(cache.folder(), "x.pages.123")
    draft.write_text("left by a kill")
    os.utime(draft, (0, 0))
    cache.read(paths[0])  # a use counts
    cache.prune(5000)
    left = {entry.path for entry in cache.shelves()}
    assert left == {paths[0], *paths[-3:]}
    assert cache.clear() == 4
    assert not [*cache.shelves()]


def command(tree: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "manlint", "check", "--format", "concise", *arguments, str(tree)]


def test_processes_at_once_and_a_kill_in_the_middle(tree: Path) -> None:
    alone = subprocess.run(command(tree, "--no-cache"), capture_output=True, check=False)
    assert alone.returncode == 1, alone.stderr
    assert not [*cache.shelves()]
    for delay in (0.05, 0.1, 0.15, 0.2):
        process = subprocess.Popen(command(tree), stdout=-1, stderr=-1)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    processes = [subprocess.Popen(command(tree), stdout=-1, stderr=-1) for _ in range(4)]
    results = [process.communicate() for process in processes]
    again = subprocess.run(command(tree), capture_output=True, check=False)
    assert [*results, (again.stdout, again.stderr)] == [(alone.stdout, alone.stderr)] * 5


def test_a_rule_that_fails_or_a_file_that_cannot_be_read_is_not_kept(
    tree: Path, checks: list[str]
) -> None:
    def fail(*_: Any) -> Iterator[Finding]:
        raise ValueError("no")

    known = plan(tree, use_cache=True)
    bound = (Bound(known.rules[0].rule, fail, False),)
    bad = Plan(bound, settings=b"x")
    (tree / "man/man2/empty.2").write_text("")
    paths = [str(tree / "man/man2/empty.2"), str(tree / "man/man2/umask.2")]
    for _ in range(2):
        empty, umask = survey_pages(paths, bad, 1)
        assert "empty" in str(empty.problem)
        assert [error.error for error in umask.errors] != []
    assert checks == ["empty.2", "umask.2"] * 2


def test_an_entry_holds_all_of_a_finding() -> None:
    """A new field must be stored, too, or a warm run would lose it."""
    names = {cls: {entry.name for entry in fields(cls)} for cls in (Finding, Fix, Edit)}
    assert names[Edit] == {"span", "text"}
    assert names[Fix] == {"edits", "safe"}
    whole = {"source", "span", "rule", "severity", "message", "sentences", "fix"}
    assert names[Finding] == whole
    plain = {entry.name for entry in fields(Checked)} - {*_NOT_PLAIN}
    assert plain == {*kept._PLAIN} | {"path", "errors", "note"}


def test_which_kinds_need_a_tree_is_said_right() -> None:
    from manlint.checks import kind

    assert {name for name in KINDS if getattr(kind(name), "CROSS_PAGE", False)} == CROSS_PAGE


def test_a_warm_run_imports_no_parser(tree: Path) -> None:
    code = (
        "import sys\nfrom manlint.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    arguments = [sys.executable, "-c", code, "check", "-q", str(tree / "man")]
    for _ in range(2):
        done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    loaded = {*done.stderr.split()}
    assert "manlint.survey.kept" in loaded
    assert not loaded & {"lark", "manlint.page", "pickle", "manlint.checks.text"}


def test_the_command_shows_and_clears(tree: Path) -> None:
    def said(*arguments: str) -> str:
        whole = [sys.executable, "-m", "manlint", "cache", *arguments]
        return subprocess.run(whole, capture_output=True, text=True, check=True).stdout

    assert "0 bytes in 0 files" in said("info")
    run(tree)
    assert f"folder: {cache.folder()}\n" in said("info")
    assert " in 3 files" in said("info")
    assert said("clear") == "removed 3 files\n"
    assert said("clear") == "removed 0 files\n"


def test_rules_are_told_apart(tree: Path) -> None:
    """Two rules that differ in one option only have different results."""
    from manlint.survey.settings import digest

    known: Sequence[Rule] = [bound.rule for bound in plan(tree, use_cache=True).rules]
    changed = [known[0].with_options({"x": 1}), *known[1:]]
    assert digest(known, ()) == digest(known, ()) != digest(changed, ())
    assert digest(known, ()) != digest(known, (("x", frozenset({"y"})),))


def found_in(top: Path) -> Tree:
    return Tree(str(top / "man"))


QUESTIONS: dict[str, Callable[[Tree], object]] = {
    "present": lambda tree: tree.has("fsync", "2"),
    "absent": lambda tree: tree.has("sync", "2"),
    "sections": lambda tree: tree.sections_of("sync"),
    "listing": lambda tree: tree.pages,
    "all sections": lambda tree: tree.sections,
    "text": lambda tree: tree.load("man2", "man2/fsync.2"),
    "link": lambda tree: tree.load("man2", "fsync.2"),
    "no text": lambda tree: tree.load("man2", "man2/sync.2"),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_each_question_is_asked_again(tree: Path, what: str) -> None:
    known = found_in(tree)
    asking = AskedTree(known.root, known)
    assert asking.asked() == NOTHING
    assert QUESTIONS[what](asking) == QUESTIONS[what](known)
    asked = asking.asked()
    (tree / "man/man2/umask.2").write_text("another text of a page that was not asked for")
    assert asked != NOTHING
    assert asked.still(found_in(tree))
    (tree / "man/man2/fsync.2").rename(tree / "man/man2/sync.2")
    assert not asked.still(found_in(tree))
