"""`manlint check`: findings in pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial

import click

from manlint.commands import Broken, read_stdin
from manlint.commands.configured import configured, plan_for
from manlint.commands.output import Format, Output, wants_color
from manlint.files.collect import INSTALL, STDIN, collect
from manlint.finding import Severity
from manlint.rules import PAGE, SCOPES
from manlint.survey.file import Checked, Plan, check_read
from manlint.survey.many import survey_pages
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
    fix: bool,
    unsafe_fixes: bool,
    diff: str | None,
    staged: bool,
    baseline: str | None,
    write_baseline: str | None,
    fail_on: str,
    exit_zero: bool,
    no_cache: bool,
) -> None:
    """Check pages: files, folders, "-", or pages of this machine such as 'open(2)'.

    Without PATHS the pages below the current folder are checked. The status is 0 if there
    is nothing to say, 1 with findings, 2 if a file could not be read or something broke.
    With --fix only findings that are left count; with --fix --diff it is 1 if there is a diff.
    """
    force = configured(paths, stdin_filename)
    shape = force["format"]
    output = Output(shape, wants_color(color), quiet, statistics)
    of_change = staged or (diff is not None and not fix)
    plan = plan_for(force, output.note, SCOPES if of_change else (PAGE,), not no_cache)
    output.rules = {bound.rule.name: bound.rule for bound in plan.rules}
    if fix and diff:
        paths, diff = (diff, *paths), ""  # what follows --diff is a path here
    if of_change:
        from manlint.commands.changed import look, reject_with

        reject_with(staged, fix or unsafe_fixes, diff)
        found, results = look(diff, paths, force["exclude"], plan)
    else:
        found = collect(paths or (os.curdir,), force["exclude"], plan.root)
        results = everything(found.paths, plan, force["jobs"], stdin_filename)
    tally = Tally(links=found.links, excluded=found.excluded, errors=[*found.problems])
    output.start(found)
    if fix or unsafe_fixes:
        from manlint.commands.fixing import Fixer, reject

        reject(fix, diff is not None, shape, found.paths)
        fixing = Fixer(plan, output, tally, unsafe_fixes, diff is not None)
        results = fixing.stdin(stdin_filename) if STDIN in found.paths else fixing.files(results)
    else:
        fixing = None
    if baseline or write_baseline:
        from manlint.commands.known import without_known

        results = without_known(results, baseline, write_baseline, plan, output)
    for checked in results:
        tally.add(checked)
        output.page(checked)
    if not (fixing and fixing.dry):
        output.finish(tally, [bound.rule.name for bound in plan.rules if bound.needs_tree])
    if not (tally.pages or tally.mdoc or tally.errors or of_change):
        raise Broken(f"no page was checked: {INSTALL}")
    status = tally.status(Severity(force["fail-on"]), exit_zero)
    click.get_current_context().exit(fixing.status(status) if fixing else status)


def everything(
    paths: Sequence[str], plan: Plan, jobs: int, stdin_filename: str
) -> Iterator[Checked]:
    """What becomes of standard input, if it is among `paths`, and of the other files."""
    if STDIN in paths:
        yield check_read(plan, stdin_filename, partial(read_stdin, stdin_filename))
        paths = [path for path in paths if path != STDIN]
    yield from survey_pages(paths, plan, jobs)
