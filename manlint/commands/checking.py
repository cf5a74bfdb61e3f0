"""What `manlint check` does, stage by stage: look, fix, leave out what is known, report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from manlint.commands import Broken, read_stdin
from manlint.commands.configured import plan_for
from manlint.commands.limits import policy_of
from manlint.commands.output import DOCUMENTS, Output, wants_color
from manlint.files.collect import INSTALL, STDIN, Collection, collect
from manlint.finding import Severity
from manlint.rules import PAGE, SCOPES
from manlint.survey.file import Checked, Plan, check_read
from manlint.survey.many import survey_pages
from manlint.survey.tally import Tally

if TYPE_CHECKING:
    from manlint.commands.fixing import Fixer
    from manlint.config.force import Force

Results: TypeAlias = Iterator[Checked]


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of check, but for what a configuration can say as well."""

    paths: tuple[str, ...]
    stdin_filename: str
    topic: str
    color: str
    statistics: bool
    quiet: bool
    fix: bool
    unsafe_fixes: bool
    diff: str | None
    staged: bool
    baseline: str | None
    write_baseline: str | None
    exit_zero: bool
    no_cache: bool

    @property
    def of_change(self) -> bool:
        """Whether only what a change adds is asked for."""
        return self.staged or (self.diff is not None and not self.fix)


def run(request: Request, force: Force) -> int:
    """Do what `request` asks for with what is in force; the status. Raises Broken."""
    output = Output(force["format"], wants_color(request.color), request.quiet, request.statistics)
    plan = planned(request, force, output)
    found, results = looked_at(request, force, plan)
    tally = Tally(links=found.links, excluded=found.excluded, errors=[*found.problems])
    output.start(found)
    fixing = fixer(request, found, plan, output, tally)
    if fixing and STDIN in found.paths:
        results = fixing.stdin(request.stdin_filename)
    elif fixing:
        results = fixing.files(results)
    if request.baseline or request.write_baseline:
        from manlint.commands.known import without_known

        known = (request.baseline, request.write_baseline)
        results = without_known(results, *known, plan, output)
    for checked in results:
        tally.add(checked)
        output.page(checked)
    if not (fixing and fixing.dry):
        finish(plan, output, tally)
    if not (tally.pages or tally.mdoc or tally.errors or request.of_change):
        raise Broken(f"no page was checked: {INSTALL}")
    status = tally.status(Severity(force["fail-on"]), request.exit_zero)
    return fixing.status(status) if fixing else status


def planned(request: Request, force: Force, output: Output) -> Plan:
    """The rules to run and how; a run about a change or one topic keeps no results."""
    scopes = SCOPES if request.of_change else (PAGE,)
    use_cache = not (request.no_cache or request.topic or request.of_change)
    plan = replace(plan_for(force, output.note, scopes, use_cache), topic=request.topic)
    output.rules = {bound.rule.name: bound.rule for bound in plan.rules}
    return plan


def looked_at(request: Request, force: Force, plan: Plan) -> tuple[Collection, Results]:
    """What there is to look at, and what becomes of it."""
    if request.of_change:
        from manlint.commands.changed import look, reject_with

        reject_with(request.staged, request.fix or request.unsafe_fixes, request.diff)
        return look(request.diff, request.paths, force["exclude"], plan)
    # with --fix what follows --diff is a path
    paths = (request.diff, *request.paths) if request.diff else request.paths
    found = collect(paths or (os.curdir,), force["exclude"], plan.root)
    return found, everything(found.paths, plan, force["jobs"], request.stdin_filename)


def fixer(
    request: Request, found: Collection, plan: Plan, output: Output, tally: Tally
) -> Fixer | None:
    """What applies fixes; None if none are wanted. Raises UsageError for what does not go."""
    if not (request.fix or request.unsafe_fixes):
        return None
    from manlint.commands.fixing import Fixer, reject

    dry = request.diff is not None
    reject(request.fix, dry, output.shape, found.paths)
    return Fixer(plan, output, tally, request.unsafe_fixes, dry)


def finish(plan: Plan, output: Output, tally: Tally) -> None:
    """The end of the report; it names the policy if something was found by it."""
    every = output.shape in DOCUMENTS
    found_by = {name for name, _ in tally.by_rule}
    tally.policy = policy_of(
        bound.rule for bound in plan.rules if every or bound.rule.name in found_by
    )
    output.finish(tally, [bound.rule.name for bound in plan.rules if bound.needs_tree])


def everything(paths: Sequence[str], plan: Plan, jobs: int, stdin_filename: str) -> Results:
    """What becomes of standard input, if it is among `paths`, and of the other files."""
    if STDIN in paths:
        yield check_read(plan, stdin_filename, partial(read_stdin, stdin_filename))
        paths = [path for path in paths if path != STDIN]
    yield from survey_pages(paths, plan, jobs)
