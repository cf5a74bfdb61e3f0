"""One module for each command, imported when the command is called."""

from __future__ import annotations

import sys

import click

from manlint.files.load import LIMIT, Unreadable, load, load_bytes
from manlint.source import Source


class Broken(click.ClickException):
    """Something is wrong that is no finding; the run ends with status 2."""

    exit_code = 2


def read_stdin(name: str) -> Source:
    """The page on standard input under the name `name`; raises Unreadable."""
    return load_bytes(name, sys.stdin.buffer.read(LIMIT + 1))


def one_source(argument: str) -> Source:
    """The page that the argument FILE names: a file, "-", or a page such as "open(2)".

    Raises Broken.
    """
    import os

    from manlint.files.collect import STDIN, look_up

    try:
        if argument == STDIN:
            return read_stdin("<stdin>")
        return load(argument if os.path.lexists(argument) else look_up(argument)[0])
    except Unreadable as error:
        raise Broken(str(error)) from error
