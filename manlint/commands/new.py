"""`manlint new`: write the skeleton of a rule document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import MISSING, fields

import click

from manlint.checks import KINDS, kind
from manlint.commands import Broken
from manlint.resources import shown

SKELETON = """\
# {name}

FILL IN: one line that says what the rule finds.

```toml
check = "{check}"
severity = "warning"
since = "{since}"
message = "FILL IN: a fact in lower case, no full stop"
{options}
```

## Why

FILL IN: why a reader of the page is worse off, and where that is agreed on.

## Bad

FILL IN: text of your own, as short as shows it; the mark stands on the line of the finding.

```roff
This is a sentence that \\" finding
the rule must find.
```

## Good

FILL IN: the text as it should be, and what is easily taken for the offence.

```roff
A sentence that is right.
```
"""


@click.command("new")
@click.argument("name")
@click.option("--group", default="wording", show_default=True, help="The folder of the rule.")
@click.option(
    "--check",
    "check",
    type=click.Choice(sorted(KINDS)),
    default="text",
    show_default=True,
    help="The kind of check.",
)
@click.option(
    "--dir",
    "directory",
    type=click.Path(file_okay=False),
    default="rules",
    show_default=True,
    help="The folder of the groups; made if there is none.",
)
def command(name: str, group: str, check: str, directory: str) -> None:
    """Write a rule document NAME that says what to fill in."""
    from manlint.rules.header import NAME

    for word in (name, group):
        if not NAME.fullmatch(word):
            raise click.UsageError(f'"{word}" must be lower-case words joined by hyphens')
    path = os.path.join(directory, group, f"{name}.md")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "x", encoding="utf-8") as file:
            file.write(skeleton(name, check))
    except OSError as error:
        raise Broken(f"cannot write {path}: {error.strerror}") from error
    click.echo(f"{shown(path)}: fill in, then run: manlint test-rules {directory}")


def skeleton(name: str, check: str) -> str:
    """The text of a document that loads and whose Bad example fails until it is filled in."""
    from manlint import __version__

    since = ".".join(__version__.split(".")[:2])
    options = "\n".join(_options(check))
    return SKELETON.format(name=name, check=check, since=since, options=options)


def _options(check: str) -> Iterator[str]:
    """A line for each option of the kind, as a comment if it can be left out."""
    for entry in fields(kind(check).Options):
        hint = str(entry.type)
        if entry.default is MISSING and entry.default_factory is MISSING:
            value = '["FILL IN"]' if hint.startswith("tuple") else '"FILL IN"'
            yield f"{entry.name} = {value}"
        else:
            yield f"# {entry.name}: {hint}"
