"""docs/manlint.1 says what the commands have, no more and no less, and is a clean page."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import manlint
from manlint.cli import BROKEN, BROKEN_PIPE, INTERRUPTED, cli
from manlint.config import KEYS
from manlint.rules import load_rules
from manlint.survey.tally import FOUND
from tests.commands import check_line, commands, options, parses, variables
from tests.manual import PAGE, Item, items, page, part, tags

CHECKOUT = Path(__file__).resolve().parent.parent
COMMANDS = dict(commands())


def pairs() -> list[tuple[str, click.Option]]:
    return [
        (name, option)
        for name, command in COMMANDS.items()
        for option in options(command)
        if name != "hook"  # has options of check
    ]


def item_of(name: str, option: click.Option) -> Item:
    (item,) = (i for i in items("OPTIONS", f"manlint {name}") if i.names() & set(option.opts))
    return item


def test_every_command_has_an_item_and_nothing_else() -> None:
    assert tags("COMMANDS") == sorted(COMMANDS)


def test_the_synopsis_has_every_command_with_its_arguments() -> None:
    lines = [unit.text for unit in part("SYNOPSIS") if unit.kind == "synopsis"]
    given = " ".join(lines).split("manlint")[1:]
    wanted = [f"{name} {synopsis(command)}" for name, command in COMMANDS.items()]
    assert sorted(map(str.strip, given)) == sorted(
        ["-h | --help | --version", *map(str.strip, wanted)]
    )


def synopsis(command: click.Command) -> str:
    """What follows the command's name, as the page writes it."""
    words = ["[option ...]"] * bool(options(command))
    for one in command.params:
        if isinstance(one, click.Argument):
            name = str(one.name)
            many = f"{name.removesuffix('s')} ..." if one.nargs == -1 else name
            words.append(many if one.required else f"[{many}]")
    return " ".join(words)


def test_every_option_has_an_item_and_nothing_else() -> None:
    for name, command in COMMANDS.items():
        if name == "hook":
            continue
        documented = [item.names() for item in items("OPTIONS", f"manlint {name}")]
        assert sorted(map(sorted, documented)) == sorted(
            sorted(option.opts) for option in options(command)
        ), name
    assert {name for item in items("OPTIONS") for name in item.names()} == {
        name for option in (*cli.params, help_of(cli)) for name in option.opts
    }


def test_the_hook_has_the_options_of_check_but_for_those_that_are_named() -> None:
    (text,) = (unit.text for unit in part("OPTIONS", "manlint hook") if unit.kind == "text")
    without = re.findall(r"--[\w-]+", text)
    assert len(without) == len(set(without))
    check, hook = (long_names(COMMANDS[name]) for name in ("check", "hook"))
    assert check - set(without) == hook
    assert set(without) <= check


def long_names(command: click.Command) -> set[str]:
    return {name for one in options(command) for name in one.opts if name.startswith("--")}


def help_of(command: click.Command) -> click.Option:
    context = command.make_context("manlint", ["check"], resilient_parsing=True)
    option = command.get_help_option(context)
    assert option
    return option


def test_no_part_is_about_a_command_that_is_not_there() -> None:
    parts = {unit.subsection for unit in part("OPTIONS")}
    assert parts - {""} == {
        f"manlint {name}" for name, command in COMMANDS.items() if options(command)
    }


@pytest.mark.parametrize(("name", "option"), pairs(), ids=lambda one: getattr(one, "name", one))
def test_an_option_takes_the_value_that_its_item_shows(name: str, option: click.Option) -> None:
    for match in item_of(name, option).matches():
        word = match["name"]
        value = f"{word}=x" if word.startswith("--") else f"{word}x"
        takes = parses(COMMANDS[name], value) and (not option.is_flag or word.startswith("--"))
        assert bool(match["value"]) == takes, word
        assert bool(match["optional"]) == (takes and parses(COMMANDS[name], word)), word
        if option.metavar:
            assert match["value"] == option.metavar.strip("[]").lower()


@pytest.mark.parametrize(("name", "option"), pairs(), ids=lambda one: getattr(one, "name", one))
def test_choices_and_defaults_are_named(name: str, option: click.Option) -> None:
    item = item_of(name, option)
    said = set(re.findall(r"[\w-]+", item.text))
    if isinstance(option.type, click.Choice) and f"manlint {name} --help" not in item.text:
        assert set(option.type.choices) <= said
        if item.inner:
            assert item.inner == list(option.type.choices)
    if option.show_default:
        assert {"default", str(option.default)} <= said


def test_the_examples_parse() -> None:
    lines = [unit.text for unit in part("EXAMPLES")]
    called = re.findall(r"^\$ manlint (.*);$", "\n".join(lines), re.MULTILINE)
    assert called
    for line in called:
        check_line(shlex.split(line))


def test_exit_statuses() -> None:
    assert tags("EXIT STATUS") == [str(n) for n in (0, FOUND, BROKEN, INTERRUPTED, BROKEN_PIPE)]


def test_environment_variables() -> None:
    assert sorted(tags("ENVIRONMENT")) == sorted(set(variables()))


def test_keys_of_the_configuration() -> None:
    (item,) = (item for item in items("FILES") if "manlint.toml" in item.tags)
    assert item.inner == list(KEYS)


def test_hooks_are_those_that_there_are() -> None:
    hooks = (CHECKOUT / ".pre-commit-hooks.yaml").read_text()
    named = re.findall(r"\bid: (\S+)", PAGE.read_text().replace("\\-", "-"))
    assert named and set(named) <= set(re.findall(r"\bid: (\S+)", hooks))


def test_the_title_line_says_the_version() -> None:
    (title,) = page().titles
    assert title.arguments[3] == f"manlint {manlint.__version__}"


def test_the_page_is_in_the_wheel() -> None:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"docs/manlint.1": "share/man/man1/manlint.1"}


@pytest.mark.mandoc
def test_mandoc_has_nothing_to_say() -> None:
    run = subprocess.run(["mandoc", "-T", "lint", PAGE], capture_output=True, text=True)
    # man-pages writes titles as the files are called, too
    said = [x for x in run.stdout.splitlines() if "lower case character in document title" not in x]
    assert (said, run.stderr) == ([], "")


@pytest.mark.groff
def test_groff_has_nothing_to_say() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", "-z", str(PAGE)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_manlint_has_nothing_to_say() -> None:
    names = ",".join(rule.name for rule in load_rules())
    words = ["check", "--no-cache", "-q", "--fail-on=review", f"--select={names}", str(PAGE)]
    result = CliRunner().invoke(cli, words)
    assert (result.output, result.exit_code) == ("", 0)
