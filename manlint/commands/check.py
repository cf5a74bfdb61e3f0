"""`manlint check`: findings in pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import click

from manlint.commands import Broken, read_stdin
from manlint.commands.output import Format, Output, wants_color
from manlint.files.collect import INSTALL, STDIN, collect
from manlint.finding import Severity
from manlint.lint import Bound, prepare
from manlint.resources import folder
from manlint.rules import RuleError, UnknownRuleError, load_rules, select
from manlint.survey.file import Checked, Plan, check_read
from manlint.survey.many import default_jobs, survey_pages
from manlint.survey.tally import Tally

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
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    help="Processes; as many as processors for many files.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["full", "concise", "json"]),
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
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="warning",
    show_default=True,
    help="The mildest severity that makes the status 1.",
)
@click.option("--exit-zero", is_flag=True, help="End with status 0 in spite of findings.")
def command(
    paths: tuple[str, ...],
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    folders: tuple[str, ...],
    exclude: tuple[str, ...],
    root: str | None,
    lang: str,
    stdin_filename: str,
    jobs: int | None,
    shape: Format,
    color: str,
    statistics: bool,
    quiet: bool,
    fail_on: str,
    exit_zero: bool,
) -> None:
    """Check pages: files, folders, "-", or pages of this machine such as 'open(2)'.

    Without PATHS the pages below the current folder are checked. The status is 0 if there
    is nothing to say, 1 with findings, 2 if a file could not be read or something broke.
    """
    output = Output(shape, wants_color(color), quiet, statistics)
    plan = Plan(chosen(folders, selected, ignored, output.note), root or "", lang)
    found = collect(paths or (os.curdir,), exclude, root or "")
    tally = Tally(links=found.links, excluded=found.excluded, errors=[*found.problems])
    output.start(found)
    for checked in everything(found.paths, plan, jobs, stdin_filename):
        tally.add(checked)
        output.page(checked)
    output.finish(tally, [bound.rule.name for bound in plan.rules if bound.needs_tree])
    if not (tally.pages or tally.mdoc or tally.errors):
        raise Broken(f"no page was checked: {INSTALL}")
    click.get_current_context().exit(tally.status(Severity(fail_on), exit_zero))


def chosen(
    folders: Sequence[str],
    selected: Sequence[str],
    ignored: Sequence[str],
    note: Callable[[str], None],
) -> tuple[Bound, ...]:
    """The rules of manlint and of `folders` that are asked for; raises Broken."""
    try:
        known = load_rules([folder("rules"), *folders] if folders else None)
        rules = select(known, _names(selected), _names(ignored), note)
        if not rules:
            raise Broken("no rule is left to check")
        return prepare(rules)
    except (RuleError, UnknownRuleError) as error:
        raise Broken(str(error)) from error


def _names(options: Sequence[str]) -> list[str]:
    """The names in options such as `a,b` `c`."""
    return [name.strip() for option in options for name in option.split(",") if name.strip()]


def everything(
    paths: Sequence[str], plan: Plan, jobs: int | None, stdin_filename: str
) -> Iterator[Checked]:
    """What becomes of standard input, if it is among `paths`, and of the other files."""
    if STDIN in paths:
        yield check_read(plan, stdin_filename, partial(read_stdin, stdin_filename))
        paths = [path for path in paths if path != STDIN]
    yield from survey_pages(paths, plan, jobs or default_jobs(len(paths)))
