"""Everything that must pass: `python3 .ci/test.py`.

Style, types, the tests with real pages, and the wheel in an environment of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment


def main() -> None:
    """Set up, fetch pages, run every step; the first failure ends it."""
    environment.need_python()
    started = time.monotonic()
    environment.make("dev")
    fetch()
    python = str(environment.PYTHON)
    for command in (
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        ("pytest", "-q"),
    ):
        environment.say(" ".join(command))
        environment.run(python, "-m", *command)
    wheel()
    environment.say(f"all passed in {time.monotonic() - started:.0f} s")


def fetch() -> None:
    """Real and foreign pages; where they cannot be had the tests say that they were skipped."""
    environment.say("fetching pages")
    for what in ("manpages", "foreign"):
        script = str(environment.CHECKOUT / ".ci" / "fetch.py")
        subprocess.run([sys.executable, script, what], stdin=subprocess.DEVNULL)


def wheel() -> None:
    """The wheel works where nothing else of the checkout is."""
    environment.say("wheel in an environment of its own")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment.run(
            str(environment.PYTHON),
            "-m",
            "pip",
            "wheel",
            *environment.QUIET,
            "--no-deps",
            "-w",
            name,
            ".",
        )
        environment.run(sys.executable, "-m", "venv", f"{name}/venv")
        built = str(next(folder.glob("*.whl")))
        environment.run(
            f"{name}/venv/bin/python", "-m", "pip", "install", *environment.QUIET, built
        )
        manlint = f"{name}/venv/bin/manlint"
        page = folder / "man2" / "t.2"
        page.parent.mkdir()
        page.write_text(
            ".TH t 2 2026-01-01 manlint\n.SH NAME\nt \\- try\n.SH DESCRIPTION\n.RE\n", "utf-8"
        )
        for command, status, words in (
            (["--version"], 0, "manlint"),
            (["rules"], 0, "unbalanced-block"),
            (["explain", "unbalanced-block"], 0, ".RE"),
            (["check", str(page)], 1, "t.2:5:1"),
        ):
            expect(folder, [manlint, *command], status, words)


def expect(folder: Path, command: list[str], status: int, words: str) -> None:
    """Run a command outside the checkout; its status and a part of its output are known."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    print(f"$ manlint {' '.join(command[1:])}\n{done.stdout[:2000]}{done.stderr}", flush=True)
    if done.returncode != status or words not in done.stdout:
        sys.exit(f"expected status {status} and {words!r}, seen status {done.returncode}")


if __name__ == "__main__":
    main()
