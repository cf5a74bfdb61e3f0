"""The environment that try.py and test.py run in: .venv of the checkout, made once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
QUIET = ("--quiet", "--disable-pip-version-check")


def need_python() -> None:
    """End with one clear line if this Python is too old for manlint."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls this may have any Python
        sys.exit(f"manlint needs CPython 3.11 or newer, this is {sys.version.split()[0]}")


def make(extra: str) -> None:
    """Make .venv with this Python unless it is there, and install manlint[extra] from here."""
    wanted = ".".join(map(str, sys.version_info[:3]))
    stamp = VENV / f"manlint-{extra or 'run'}-{wanted}"
    project = CHECKOUT / "pyproject.toml"
    if stamp.exists() and stamp.read_bytes() == project.read_bytes():
        return
    if not (VENV / "pyvenv.cfg").exists() or f"version = {wanted}" not in config():
        say(f"making {VENV.name} with Python {wanted}")
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    say("installing manlint and what it depends on into .venv")
    target = f".[{extra}]" if extra else "."
    run(str(PYTHON), "-m", "pip", "install", *QUIET, "--editable", target)
    stamp.write_bytes(project.read_bytes())


def config() -> str:
    """What venv wrote about the Python that it was made with."""
    return (VENV / "pyvenv.cfg").read_text("utf-8")


def run(*command: str) -> None:
    """Run a command in the checkout; if it fails, end with its status."""
    sys.stdout.flush()
    done = subprocess.run(command, cwd=CHECKOUT, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}")


def say(text: str) -> None:
    """A line about what happens now."""
    print(f"== {text}", flush=True)
