"""The hooks under pre-commit itself, in a clone of the real tree.

`python -m tests.precommit [REPOSITORY]` needs `pre-commit` on the path, which installs manlint
from this checkout's last commit, and a git repository of man-pages, by default the tests' bundle.
It commits for real, in a temporary folder, and prints what each commit should do and what it did.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests import realtree

CONFIG = """\
default_install_hook_types: [pre-commit, commit-msg]
repos:
- repo: {repository}
  rev: {revision}
  hooks: [{{id: manlint}}, {{id: manlint-commit-msg}}]
"""
MESSAGE = "man/man2/open.2: Try the hook\n\nSigned-off-by: Try <try@example.org>\n"


class Try(NamedTuple):
    """A change to a clone; whether its commit passes, and words that the output has."""

    name: str
    change: Callable[[Path], None]
    passes: bool
    words: tuple[str, ...] = ()


def edit(folder: Path, page: str, change: Callable[[str], str], staged: bool = True) -> None:
    """Change a page of the clone."""
    path = folder / page
    text = path.read_text()
    path.write_text(change(text))
    assert path.read_text() != text, f"{page} is not what the try takes it for"
    if staged:
        run(folder, "git", "add", page)


def defect(folder: Path) -> None:
    edit(folder, "man/man2/dup.2", lambda t: t.replace(".SH NAME", ".SH NAME\n.RE", 1))


def old_page(folder: Path) -> None:
    edit(folder, "man/man2/open.2", lambda t: t.replace("opens the file", "opens a file", 1))


def without_versions(folder: Path) -> None:
    def cut(text: str) -> str:
        start = text.index(".SH VERSIONS")
        return text[:start] + text[text.index("\n.SH", start) + 1 :]

    edit(folder, "man/man2/open.2", cut)


def partly(folder: Path) -> None:
    """What is staged is harmless, what is not has a defect."""
    old_page(folder)
    edit(folder, "man/man2/open.2", lambda t: t.replace(".SH NAME", ".SH NAME\n.RE", 1), False)


def partly_wrong(folder: Path) -> None:
    """What is staged has a defect that the file has no more."""
    before = (folder / "man/man2/dup.2").read_text()
    defect(folder)
    (folder / "man/man2/dup.2").write_text(before)


TRIES = (
    Try("adds a defect", defect, False, ("dup.2", "[unbalanced-block]")),
    Try("touches a page with old findings", old_page, True),
    Try("deletes VERSIONS", without_versions, False, ("397", "755", "no section VERSIONS")),
    Try("partly staged, harmless", partly, True),
    Try("partly staged, wrong", partly_wrong, False, ("[unbalanced-block]",)),
)


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, its output taken."""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def prepare(folder: Path, repository: str) -> None:
    """A clone of `repository` at `folder` with the hooks installed."""
    subprocess.run(["git", "clone", "-q", repository, str(folder)], check=True)
    run(folder, "git", "config", "user.name", "Try")
    run(folder, "git", "config", "user.email", "try@example.org")
    revision = run(realtree.CHECKOUT, "git", "rev-parse", "HEAD").stdout.strip()
    config = CONFIG.format(repository=realtree.CHECKOUT, revision=revision)
    (folder / ".pre-commit-config.yaml").write_text(config)
    run(folder, "git", "add", ".pre-commit-config.yaml")
    subprocess.run(["pre-commit", "install", "--install-hooks"], cwd=folder, check=True)
    done = run(folder, "git", "commit", "-qnm", "add the configuration")
    assert done.returncode == 0, done.stderr


def attempt(folder: Path, what: Try) -> bool:
    """Whether a commit did what it should; the clone is as before after it."""
    what.change(folder)
    done = run(folder, "git", "commit", "-m", MESSAGE)
    output = done.stdout + done.stderr
    right = (done.returncode == 0) is what.passes and all(word in output for word in what.words)
    print(f"{'as it should' if right else 'WRONG'}: {what.name}: status {done.returncode}")
    if not right:
        print(output)
    run(folder, "git", "reset", "-q", "--hard", "HEAD~1" if done.returncode == 0 else "HEAD")
    return right


def main(arguments: list[str]) -> int:
    """Try all; the number of those that went wrong."""
    repository = arguments[0] if arguments else str(realtree.BUNDLE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pages"
        prepare(folder, repository)
        wrong = sum(not attempt(folder, each) for each in TRIES)
        said = run(folder, "pre-commit", "run", "--all-files", "manlint")
        told = "checked whole" in said.stdout + said.stderr
        print(f"{'as it should' if told else 'WRONG'}: --all-files says that files are whole")
        return wrong + (not told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
