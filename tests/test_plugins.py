"""Plugins: rules and check kinds of an installed package, used where a configuration names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import manlint

CHECK = '''
"""A check kind of somebody else."""

from dataclasses import dataclass

from manlint.finding import Finding
from manlint.source import Span


@dataclass(frozen=True, slots=True)
class Options:
    word: str


def check(page, rule, options, tree):
    at = page.source.text.find(options.word)
    if at >= 0:
        span = Span(at, at + len(options.word))
        yield Finding(page.source, span, rule.name, rule.severity, rule.message)
'''
RULE = """# other-word

A word of the others.

```toml
check = "theirs"
severity = "warning"
since = "0.1"
word = "gnu"
message = "an animal"
```

## Why

Because.

## Bad

```roff
A gnu. \\" finding
```

## Good

```roff
A cat.
```
"""
POINTS = (
    "[manlint.checks]\ntheirs = their_words.check\n[manlint.rules]\ntheirs = their_words.rules\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder as of installed packages, with a plugin in it."""
    site = tmp_path / "site"
    (site / "their_words/rules/wording").mkdir(parents=True)
    (site / "their_words/__init__.py").write_text("")
    (site / "their_words/check.py").write_text(CHECK)
    (site / "their_words/rules/__init__.py").write_text("")
    (site / "their_words/rules/wording/other-word.md").write_text(RULE)
    info = site / "their_words-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-words\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    (tmp_path / "man2").mkdir()
    (tmp_path / "man2/x.2").write_text(".TH x 2 2024-05-06 me\n.SH NAME\nx \\- the gnu\n")
    return site


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    search = [
        str(site),
        str(Path(manlint.__file__).parent.parent),
        os.environ.get("PYTHONPATH", ""),
    ]
    more = {"PYTHONPATH": os.pathsep.join(search), "XDG_CACHE_HOME": str(site / "cache")}
    code = (
        "import sys\nfrom manlint.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print('scanned' * ('importlib.metadata' in sys.modules), file=sys.stderr)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=site.parent,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def found(site: Path) -> list[tuple[str, str]]:
    done = run(site, "check", "--format", "json", "man2")
    assert done.returncode in (0, 1), done.stderr
    findings = json.loads(done.stdout)["findings"]
    return [(finding["rule"], finding["message"]) for finding in findings]


def configure(site: Path, text: str) -> None:
    (site.parent / "manlint.toml").write_text(text)


def test_a_plugin_that_nobody_names_is_not_looked_for(site: Path) -> None:
    done = run(site, "check", "man2")
    assert "scanned" not in done.stderr
    assert "gnu" not in done.stdout


def test_a_plugin_brings_rules_and_checks(site: Path) -> None:
    configure(site, 'plugins = ["their-words"]\n')
    assert ("other-word", "an animal") in found(site)
    assert ("other-word", "an animal") in found(site)  # from the cache
    configure(site, 'plugins = ["Their_Words"]\n[rules.other-word]\nword = "NAME"\n')
    done = run(site, "check", "--format", "concise", "man2")
    assert "man2/x.2:2:5: warning: an animal [other-word]\n" in done.stdout


def test_another_text_of_a_plugins_check_is_another_result(site: Path) -> None:
    configure(site, 'plugins = ["their-words"]\n')
    assert ("other-word", "an animal") in found(site)
    check = site / "their_words/check.py"
    check.write_text(CHECK.replace("if at >= 0", "if at >= 1000"))
    assert ("other-word", "an animal") not in found(site)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("their-word", 'no installed package is called "their-word"; did you mean "their-words"?'),
        ("click", "click has no entry points in manlint.rules or manlint.checks"),
    ],
)
def test_a_plugin_that_is_none(site: Path, name: str, problem: str) -> None:
    configure(site, f'jobs = 1\nplugins = [\n"{name}"]\n')
    done = run(site, "check", "man2")
    assert done.returncode == 2
    assert f"Error: manlint.toml:3: {problem}\n" in done.stderr


@pytest.mark.parametrize(
    ("points", "problem"),
    [
        ("[manlint.checks]\ntext = their_words.check\n", 'a check kind is already called "text"'),
        ("[manlint.rules]\nx = their_words.none\n", "their_words.none is no package that holds"),
        ("[manlint.rules]\nx = nobodys.rules\n", "nobodys.rules cannot be imported: No module"),
    ],
)
def test_entry_points_that_lead_nowhere(site: Path, points: str, problem: str) -> None:
    (site / "their_words-1.0.dist-info/entry_points.txt").write_text(points)
    configure(site, 'plugins = ["their-words"]\n')
    done = run(site, "check", "man2")
    assert done.returncode == 2
    assert f"Error: manlint.toml:1: {problem}" in done.stderr


def test_config_shows_the_rules_of_plugins(site: Path) -> None:
    configure(site, 'plugins = ["their-words"]\n')
    shown = json.loads(run(site, "config", "--json").stdout)
    assert "other-word" in shown["on"]
