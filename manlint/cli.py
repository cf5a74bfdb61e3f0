"""The command line: one group whose commands are imported when they are called."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import Any, NoReturn

import click

from manlint import __version__

INTERRUPTED, BROKEN_PIPE, BROKEN = 130, 141, 2

# The attribute `command` of the module is the command.
COMMANDS = {
    "cache": "manlint.commands.cache",
    "check": "manlint.commands.check",
    "claims": "manlint.commands.claims",
    "config": "manlint.commands.config",
    "commit-msg": "manlint.commands.commit_msg",
    "coverage": "manlint.commands.coverage",
    "explain": "manlint.commands.explain",
    "facts": "manlint.commands.facts",
    "hook": "manlint.commands.hook",
    "new": "manlint.commands.new",
    "rules": "manlint.commands.rules",
    "test-rules": "manlint.commands.test_rules",
    "text": "manlint.commands.text",
    "tree": "manlint.commands.tree",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help text."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would end with status 1, which means findings here
            ctx.exit(BROKEN_PIPE)


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from manlint.facts import load

        click.echo(f"manlint {__version__}, facts of {load().stamp()}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and the date of the facts, and exit.",
)
def cli() -> None:
    """Check what the manual pages of system calls say."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 clean, 1 findings, 2 broken, 130 interrupted."""
    # Pages hold no cycles; looking at them for some costs a third of a run.
    gc.set_threshold(200_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that is not UTF-8 shows escapes
            stream.reconfigure(errors="backslashreplace")
    status = _run(arguments)
    if status in (BROKEN_PIPE, BROKEN) and sys.stdout:
        # Python would complain once more when it closes a stream that cannot be written
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(status)


def _run(arguments: list[str] | None) -> int:
    try:
        # the status that a command exits with; None where it just returns
        status: int | None = cli.main(arguments, prog_name="manlint", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
        return status or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:  # a full disk behind stdout, no more processes, ...
        click.echo(f"Error: {error}", err=True)
        return BROKEN
