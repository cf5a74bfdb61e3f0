"""A small rule document, which tests write into a folder and change."""

from __future__ import annotations

from pathlib import Path

from manlint.rules.document import Document, read_document

GOOD = """\
# loud-word

A word that shouts.

```toml
check = "text"
severity = "style"
since = "0.1"
message = "{word} shouts"
needles = ["loud"]
pattern = '(?P<word>LOUD)'
```

## Why

It shouts.

## Bad

```roff
This is
.B LOUD \\" finding
and this is LOUD. \\" finding
```

## Good

```roff
This is loud.
```
"""

FIXED = "## Fixed\n\n```roff\nThis is\n.B loud\nand this is loud.\n```\n\n## Good"


def written(folder: Path, text: str, name: str = "loud-word") -> Path:
    path = folder / "wording" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("# loud-word", f"# {name}", 1))
    return path


def document(folder: Path, text: str) -> Document:
    return read_document(str(written(folder, text)), "wording")


def covering(old: str, **keys: str) -> str:
    return GOOD.replace(old, "".join(f"{k} = {v}\n" for k, v in keys.items()) + old, 1)
