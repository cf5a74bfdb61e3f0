"""`manlint check`: findings in pages; its options, what they do is in checking."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import click

from manlint.commands.checking import Request, run
from manlint.commands.configured import configured
from manlint.commands.limits import limits
from manlint.finding import Severity

_FOLDER = click.Path(exists=True, file_okay=False)


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--select",
    "selected",
    multiple=True,
    metavar="NAME",
    help="Check only these rules or groups (several with commas), or ALL.",
)
@click.option(
    "--ignore", "ignored", multiple=True, metavar="NAME", help="Leave these rules or groups out."
)
@click.option("--rules", "folders", multiple=True, type=_FOLDER, help="A folder with more rules.")
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Leave out files and folders: by name, or by path if it has a slash.",
)
@click.option(
    "--root",
    type=_FOLDER,
    help="The folder that holds man2/ and the like, for rules that compare pages.",
)
@click.option(
    "--lang", default="", metavar="LANG", help="The pages' language, if their path does not say it."
)
@click.option(
    "--stdin-filename",
    default="<stdin>",
    metavar="PATH",
    help="The name of the page that - stands for.",
)
@limits
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    help="Processes; as many as processors for many files.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["full", "concise", "json", "sarif", "github"]),
    default="full",
    show_default=True,
    help="How to print findings.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours on stdout; auto heeds NO_COLOR.",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Print the number of findings by rule instead of the findings.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print only findings and what is broken.")
@click.option("--fix", is_flag=True, help="Apply safe fixes, then report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: apply unsafe fixes, too.")
@click.option(
    "--diff",
    is_flag=False,
    flag_value="",
    metavar="[REV]",
    help="Report what the change since REV, of A..B or of A...B, adds.  With --fix: print what"
    " fixes would change and write nothing.",
)
@click.option("--staged", is_flag=True, help="Report what the change in git's index adds.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that FILE holds.")
@click.option(
    "--write-baseline", metavar="FILE", help="Write the findings to FILE, for --baseline."
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="warning",
    show_default=True,
    help="The mildest severity that makes the status 1.",
)
@click.option("--no-cache", is_flag=True, help="Check every page anew, and keep no results.")
@click.option("--exit-zero", is_flag=True, help="End with status 0 in spite of findings.")
def command(**given: Any) -> None:
    """Check pages: files, folders, "-", or pages of this machine such as 'open(2)'.

    Without PATHS the pages below the current folder are checked. The status is 0 if there
    is nothing to say, 1 with findings, 2 if a file could not be read or something broke.
    With --fix only findings that are left count; with --fix --diff it is 1 if there is a diff.
    """
    request = Request(**{field.name: given[field.name] for field in fields(Request)})
    force = configured(request.paths, request.stdin_filename)
    click.get_current_context().exit(run(request, force))
