"""A folder with a loud page, a quiet one, and a rule that finds the loud one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import manlint
from tests.rule_documents import GOOD, written

LOUD = '.TH x 2 2024-05-06 "Linux man-pages 6.14"\n.SH NAME\nx \\- LOUD\n'
LINE = "style: LOUD shouts [loud-word]"
RULE = ("--rules", "rules", "--select", "loud-word")


def page(path: str, text: str | bytes) -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())


def enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the pages and the rule in `folder`, and it the current one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    checkout = str(Path(manlint.__file__).parent.parent)
    monkeypatch.setenv("PYTHONPATH", checkout, prepend=os.pathsep)
    for name in ("NO_COLOR", "MANPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    written(folder / "rules", GOOD)
    page("man2/loud.2", LOUD)
    page("man2/quiet.2", LOUD.replace("LOUD", "quiet"))
    return folder
