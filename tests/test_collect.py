"""Which files are checked: folders searched, names looked up, each real file once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from manlint.files.collect import collect
from manlint.files.link import target_file
from manlint.files.manpath import called, manpath
from manlint.files.tree import Tree, find_root, language, page_name


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(".TH X 2\n")


@pytest.fixture
def man(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with pages, the only one in the manual path, and the current folder."""
    make(tmp_path, "man2/open.2", "man2/dup.2", "man3/open.3", "man3/zz.3posix.gz")
    monkeypatch.setenv("MANPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_are_searched_in_order(man: Path) -> None:
    assert collect(["."]).paths == ["man2/dup.2", "man2/open.2", "man3/open.3", "man3/zz.3posix.gz"]
    assert collect(["man3", "man2/open.2"]).paths[-1] == "man2/open.2"


def test_pages_are_known_by_their_names(man: Path) -> None:
    make(man, "mann/x.n", "src/x.o", "src/lex.l", "src/libx.so.6", "src/x-1.2", "src/md5.1")
    make(man, "src/README.md", "src/y.3tcl", ".git/z.1", "man2/.hidden.2", "man1/python-2.7.1")
    found = [path for path in collect(["."]).paths if not path.startswith(("man2/", "man3/"))]
    assert found == ["man1/python-2.7.1", "mann/x.n", "src/md5.1", "src/y.3tcl"]


def test_a_named_file_is_taken_whatever_its_name(man: Path) -> None:
    make(man, "README")
    assert collect(["README", "README"]).paths == ["README"]


def test_excluded_names_and_paths(man: Path) -> None:
    found = collect(["."], exclude=["man3", "dup.*"])
    assert (found.paths, found.excluded) == (["man2/open.2"], 2)
    assert collect(["."], exclude=["man3/*", "man2/o*"]).paths == ["man2/dup.2"]
    assert collect(["man2/open.2"], exclude=["open.2"]).paths == []


def test_a_file_is_taken_once_under_its_own_name(man: Path) -> None:
    os.symlink("open.2", man / "man2/also.2")
    os.link(man / "man2/open.2", man / "man2/third.2")
    os.symlink("man2", man / "man2.old")
    found = collect(["man2/also.2", "."])
    assert "man2/open.2" in found.paths
    assert not {"man2/also.2", "man2/third.2", "man2.old/open.2"} & {*found.paths}
    assert found.links == 2
    assert collect(["man2/also.2"]).paths == ["man2/also.2"]


def test_a_folder_that_leads_back_is_not_followed(man: Path) -> None:
    os.symlink("..", man / "man2/up")
    os.symlink(".", man / "man2/self")
    found = collect(["."])
    assert len(found.paths) == 4
    assert [note.split(": a link back to")[0] for note in found.notes] == ["man2/self", "man2/up"]
    assert not found.problems


def test_a_fifo_and_a_link_to_itself_are_taken_and_not_opened(man: Path) -> None:
    os.mkfifo(man / "man2/fifo.2")
    os.symlink("loop.2", man / "man2/loop.2")
    assert {"man2/fifo.2", "man2/loop.2"} <= {*collect(["."]).paths}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(man: Path) -> None:
    (man / "man3").chmod(0)
    found = collect(["."])
    (man / "man3").chmod(0o755)
    assert found.paths == ["man2/dup.2", "man2/open.2"]
    assert [str(error).split(";")[0] for error in found.problems] == [
        "man3: no permission to read it"
    ]


def test_pages_are_looked_up_in_the_manual_path(man: Path) -> None:
    assert collect(["open(2)", "dup"]).paths == [f"{man}/man2/open.2", f"{man}/man2/dup.2"]
    assert collect(["zz(3)"]).paths == [f"{man}/man3/zz.3posix.gz"]
    make(man, "other/man2/open.2")
    assert collect(["open(2)"], root="other").paths == ["other/man2/open.2"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("none(2)", "none(2): no such page in the manual path ("),
        ("none", "none: no such file, and no such page in the manual path ("),
        ("open", "open: a page in several sections: 'open(2)', 'open(3)'; name one of them"),
        ("man2/none.2", "man2/none.2: no such file; name a file, "),
        ("none.2", "none.2: no such file; name a file, "),
        ("", ": no such file; name a file, "),
    ],
)
def test_what_is_not_found(man: Path, name: str, line: str) -> None:
    found = collect([name, "man2/dup.2"])
    assert found.paths == ["man2/dup.2"]
    assert [str(error)[: len(line)] for error in found.problems] == [line]


def test_the_manual_path(man: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(man, "opt/share/man/man1/x.1", "opt/bin/x")
    monkeypatch.setenv("PATH", f"{man}/opt/bin:relative")
    monkeypatch.setenv("MANPATH", f"{man}:")
    assert manpath()[:2] == [str(man), f"{man}/opt/share/man"]
    monkeypatch.setenv("MANPATH", str(man))
    assert manpath() == [str(man)]


def test_names() -> None:
    assert called("open(2)") == ("open", "2")
    assert called("UFFDIO_API(2const)") == ("UFFDIO_API", "2const")
    assert called("open") is called("a/b(2)") is called("open(x)") is None
    assert page_name("git-add.1.gz") == ("git-add", "1")
    assert page_name("a.out.5") == ("a.out", "5")
    assert page_name("README") is page_name("x.c") is page_name(".2") is page_name("x.19") is None


def test_a_tree_knows_pages_by_file_names(man: Path) -> None:
    make(man, "man2const/FOO.2const", "doc/x.7")
    os.mkdir(man / "man9x")
    tree = Tree(str(man))
    assert tree.has("open", "2")
    assert tree.sections_of("open") == ("2", "3")
    assert tree.has("zz", "3posix")
    assert not tree.has("zz", "3")
    assert tree.has("FOO", "2const")
    assert tree.sections_of("x") == ()
    assert tree.sections == {"2", "2const", "3", "3posix"}


def test_the_root_is_the_nearest_folder_with_manual_sections(man: Path) -> None:
    make(man, "de/man1/x.1", "repository/doc/x.1")
    os.mkdir(man / "repository/.git")
    assert find_root("man2/open.2") == find_root("man2") == find_root(".") == str(man)
    assert find_root("de/man1/x.1") == str(man / "de")
    assert find_root("repository/doc/x.1") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/usr/share/man/de/man2/open.2.gz", "de"),
        ("po/pt_BR.UTF-8/man1/x.1", "pt_BR.UTF-8"),
        ("/usr/share/man/sr@latin/man1/x.1", "sr@latin"),
        ("/usr/share/man/man2/open.2", None),
        ("/usr/share/man/en_GB/man2/open.2", None),
        ("src/man1/x.1", None),
        ("x.1", None),
    ],
)
def test_the_language_is_in_the_path(path: str, expected: str | None) -> None:
    assert language(path) == expected


def test_targets_of_links_stay_in_their_tree(man: Path) -> None:
    make(man, "other/man2/far.2", "secret", "man2/packed.2.gz")
    link = "man3/link.3"
    assert target_file(link, "man2/open.2", None) == "man2/open.2"
    assert target_file(link, "open.3", None) == "man3/open.3"
    assert target_file(link, "../man2/open.2", None) == "man2/open.2"
    assert target_file(link, "man2/packed.2", None) == "man2/packed.2.gz"
    assert target_file(link, "man2/far.2", "other") == "other/man2/far.2"
    assert target_file("other/man2/x.2", "../../secret", None) is None
    assert target_file(link, str(man / "man2/open.2"), None) is None
    assert target_file(link, "man2/none.2", None) is None
