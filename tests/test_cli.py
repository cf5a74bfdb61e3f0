"""The command line as a process: help, version, closed pipes, interrupts, full disks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import manlint
from manlint.cli import COMMANDS, cli
from tests import loud
from tests.loud import LOUD, RULE, page


@pytest.fixture(autouse=True)
def man(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    return loud.enter(tmp_path, monkeypatch)


def start(*arguments: str) -> subprocess.Popen[str]:
    """`manlint` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "manlint", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_every_command_has_help() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(cli, [name, "--help"])
        assert result.exit_code == 0, result.output
    assert "check" in CliRunner().invoke(cli, ["-h"]).stdout
    assert CliRunner().invoke(cli, ["chek"]).exit_code == 2


def test_the_version_names_the_date_of_the_facts() -> None:
    process = start("--version")
    out, _ = process.communicate()
    assert out.startswith(f"manlint {manlint.__version__}, facts of 20")
    assert process.returncode == 0


def test_tree_and_text() -> None:
    runner = CliRunner()
    assert "NAME" in runner.invoke(cli, ["tree", "man2/loud.2"]).stdout
    assert json.loads(runner.invoke(cli, ["tree", "--json", "man2/loud.2"]).stdout)
    assert "x - LOUD" in runner.invoke(cli, ["text", "-"], input=LOUD).stdout
    missing = runner.invoke(cli, ["text", "none.2"])
    assert (missing.exit_code, missing.stderr.split(";")[0]) == (2, "Error: none.2: no such file")


def test_a_closed_pipe_is_quiet() -> None:
    page("man2/long.2", LOUD + "LOUD\n" * 5000)
    process = start("check", *RULE, "-q", "man2", "--jobs", "2")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 141


def test_an_interrupt_is_quiet() -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "manlint", "check", *RULE, "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    for line in process.stderr:  # until it is about to wait for standard input
        if line.endswith(" manlint.survey.many\n"):
            break
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in said


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "manlint", "check", *RULE, "man2", "-q"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (run.returncode, run.stderr) == (2, "Error: [Errno 28] No space left on device\n")
