"""What manlint has, commands as click knows them: what the documents are held against."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click

import manlint
from manlint.cli import cli


def commands(group: click.Group = cli, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, under its name with the groups before it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        elif not command.hidden:
            yield prefix + name, command


def options(command: click.Command) -> list[click.Option]:
    """The options of a command that its help shows, without --help."""
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def parses(command: click.Command, *words: str) -> bool:
    """Whether `words` are options that the command has, with values where they must be."""
    parser = command.make_parser(click.Context(command))
    try:
        parser.parse_args(list(words))
    except click.UsageError:
        return False
    return True


def check_line(words: list[str]) -> None:
    """Parse what follows `manlint` in a command line; raises click.UsageError."""
    command: click.Command = cli
    name, rest = "manlint", words
    try:
        while isinstance(command, click.Group) and not rest[0].startswith("-"):
            found = command.resolve_command(click.Context(command), rest)
            name, command, rest = str(found[0]), found[1] or command, found[2]
        command.make_context(name, rest)
    except click.exceptions.Exit as end:  # --help and --version
        if end.exit_code:
            raise


def variables() -> Iterator[str]:
    """The names that are looked up in os.environ anywhere."""
    for path in Path(manlint.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case (
                    ast.Call(
                        func=ast.Attribute(
                            value=ast.Attribute(attr="environ") | ast.Name(id="environment"),
                            attr="get",
                        ),
                        args=[ast.Constant(value=str(name)), *_],
                    )
                    | ast.Subscript(
                        value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))
                    )
                    | ast.Compare(
                        left=ast.Constant(value=str(name)),
                        comparators=[ast.Attribute(attr="environ")],
                    )
                ):
                    yield name
