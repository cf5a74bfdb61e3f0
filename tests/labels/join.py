"""Makes the committed references: `python -m tests.labels.join DRAWN LABELS [LABELS...]`.

DRAWN is sentences.tsv or errnos.tsv as `draw` wrote it. Of a row that several files of labels
have, the last counts: first the rows agreed on, then those that were decided.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.labels import rows
from tests.labels.draw import SEED, write


def main(drawn: str, *labels: str) -> None:
    """Write the references to corpus/labels; raises ValueError for a row without a label."""
    of_errnos = Path(drawn).name == rows.ERRNOS.name
    head = rows.ERRNO_REFERENCE if of_errnos else rows.REFERENCE
    check = rows.errno_label if of_errnos else rows.label
    known = {row["id"]: row for path in labels for row in rows.read(Path(path))}
    made = []
    for row in rows.read(Path(drawn)):
        if row["id"] not in known:
            raise ValueError(f"{row['id']} has no label")
        full = known[row["id"]] | row
        try:
            check(full)
        except ValueError as error:
            raise ValueError(f"{row['id']}: {error}") from error
        made.append([full[name] for name in head])
    made.sort(key=lambda cells: (cells[0], int(cells[1])))
    out = rows.ERRNOS if of_errnos else rows.SENTENCES
    out.parent.mkdir(parents=True, exist_ok=True)
    write(out, head, made)
    text = out.read_text("utf-8")
    out.write_text(f"# seed: {SEED}\n# tree: man-pages-6.14\n{text}", "utf-8")
    print(f"{len(made)} rows in {out}")


if __name__ == "__main__":
    main(*sys.argv[1:])
