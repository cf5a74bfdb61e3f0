"""A git repository for tests, with the commands that they need."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HEAD = '.TH {name} {section} 2024-05-06 "Linux man-pages 6.14"\n.SH NAME\n{name} \\- a page\n'


def page(name: str, body: str = "") -> str:
    """A page called as in `open.2` with `body` after its NAME section."""
    stem, _, section = name.rpartition(".")
    return HEAD.format(name=stem, section=section) + body


class Repository:
    """A repository at `path`, which is also the current folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """What git prints."""
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, path: str, text: str) -> None:
        """Write a file, its folder is made."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self, *pages: tuple[str, str]) -> str:
        """Write pages, path and body, and commit everything; returns the hash."""
        for path, body in pages:
            self.write(path, page(Path(path).name, body))
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository as the current folder, nothing of the user's git around it."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("PRE_COMMIT_FROM_REF", raising=False)
    monkeypatch.delenv("PRE_COMMIT_TO_REF", raising=False)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Repository(folder)
