"""Which module may import which, and what a plain check must not import."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import manlint

PACKAGE = Path(manlint.__file__).parent

# From the source of a page to the commands; a module imports from its own line and those above.
LAYERS = (
    "manlint manlint.cache manlint.source manlint.visible manlint.resources manlint.finding",
    "manlint.fingerprint manlint.linemap manlint.pathpattern manlint.files manlint.survey.limit"
    " manlint.survey.pool",
    "manlint.page",
    "manlint.prose",
    "manlint.facts manlint.policy",
    "manlint.claims",
    "manlint.rules manlint.checks manlint.suppress",
    "manlint.coverage manlint.lint manlint.config manlint.compare manlint.baseline"
    " manlint.commitmsg",
    "manlint.survey manlint.fix",
    "manlint.changes",
    "manlint.report",
    "manlint.commands manlint._build",
    "manlint.cli manlint.__main__",
)
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names.split()}

# A report knows findings and nothing else, but for the version in the package itself.
REPORT = {
    *"manlint manlint.report manlint.finding manlint.fingerprint".split(),
    *"manlint.source manlint.visible".split(),
}


def name_of(path: Path) -> str:
    return ".".join(("manlint", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


MODULES = {
    name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if "_data" not in path.parts
}


def layer(module: str) -> str:
    """The part of the package that a module belongs to, as LAYERS names it."""
    while module not in RANKS and "." in module:
        module = module.rpartition(".")[0]
    return module


def imported(path: Path) -> Iterator[str]:
    """The modules of manlint that a file imports anywhere, also for its types only."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("manlint"))
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("manlint"):
            assert node.level == 0, f"a relative import in {path}"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else str(node.module)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_layer(module: str) -> None:
    assert module == "manlint" or layer(module) != "manlint", "add it to LAYERS"


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    rank = RANKS[layer(module)]
    above = [name for name in imported(MODULES[module]) if RANKS[layer(name)] > rank]
    assert not above, f"{module} is below {', '.join(above)}"


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) == "manlint.report"])
def test_a_report_sees_only_findings(module: str) -> None:
    assert {layer(name) for name in imported(MODULES[module])} <= REPORT


PAGE = r""".TH page 2 2024-05-06 "Linux man-pages 6.14"
.SH NAME
page \- a page that the versions and references rules must look at
.SH DESCRIPTION
Since Linux 2.6.33, see VERSIONS and
.BR open (2).
"""

HEAVY = (
    "spacy git mistune multiprocessing concurrent.futures importlib.metadata unittest subprocess"
    " manlint.survey.pool manlint.rules.document asyncio numpy"
).split()


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """The modules in memory after `manlint` ran with `arguments`."""
    code = (
        "import sys\n"
        "from manlint.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code in (0, 1), end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    search = os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])
    paths = {"PYTHONPATH": search, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env={**os.environ, **paths},
        capture_output=True,
        text=True,
        check=True,
    )
    return {*run.stderr.split()}


def test_a_plain_check_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "man2").mkdir()
    (tmp_path / "man2/page.2").write_text(PAGE)
    loaded(tmp_path, "rules")  # or the rules may have to be read from their documents
    modules = loaded(tmp_path, "check", "man2/page.2")
    assert {"manlint.commands.check", "manlint.page", "lark", "click"} <= modules
    assert not modules & {*HEAVY}


def test_the_version_needs_no_page_to_be_read(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert not modules & {*HEAVY, "lark", "manlint.page", "manlint.commands.check"}
