"""Every kind of defect with its rule, and the defects of sections, blocks and sentences."""

from __future__ import annotations

import random
import re

from tests.mutations import lines
from tests.mutations.page import Edit, Kind, Page, choose

# What makes the name of a new page of an old one's.
NEW = "_q9"

# Own sentences that call O_SYNC an fsync(2) after each write, with names in bold.
O_SYNC = (
    "The flag|.B O_SYNC|has the effect of calling|.BR fsync (2)|after each|.BR write (2).",
    "Under|.BR O_SYNC ,|it is as if every|.BR write (2)|were followed by a|.BR fsync (2).",
    "Writing with|.B O_SYNC|is the same as calling|.BR fsync (2)|after all writes.",
    "Each|.BR write (2)|with|.B O_SYNC|behaves as if|.BR fsync (2)|were called after it.",
    "With|.BR O_SYNC ,|every write is followed by an implicit|.BR fsync (2).",
    "Writing with|.B O_SYNC|is equivalent to|.BR write (2)|and then|.BR fsync (2).",
)


def drop_re(page: Page, rng: random.Random) -> Edit | None:
    """An indented block that is not closed before the next section."""
    opened: list[int] = []
    start = end = -1
    for at in page.having(r"\.(RS|RE)\b"):
        if page.lines[at].startswith(".RS"):
            opened.append(at)
        elif opened:
            start, end = opened.pop(), at
        else:
            return None
    # the last block is one of the outermost: without its end it is the one that stays open
    return None if opened or end < 0 else Edit(page.put(end), start)


def drop_ee(page: Page, rng: random.Random) -> Edit | None:
    """An example that is not closed."""
    at = choose(rng, page.having(r"\.EE$"))
    if at is None or re.search(r"\.EX", "\n".join(page.lines[at:])):
        return None
    return Edit(page.put(at), max(n for n in page.having(r"\.EX") if n < at))


def duplicate_section(page: Page, rng: random.Random) -> Edit | None:
    """A section with the title of the one before it."""
    section = page.section("STANDARDS") or page.section("HISTORY")
    if section is None:
        return None
    body = (".SH " + section.title, "None.")
    return Edit(page.put(section.end, *body, remove=0), section.end)


def swap_sections(page: Page, rng: random.Random) -> Edit | None:
    """SEE ALSO before HISTORY."""
    first, last = page.section("HISTORY"), page.section("SEE ALSO")
    if first is None or last is None or last.end != len(page.lines) or first.end == last.start:
        return None  # of two neighbours either may be called the one in the wrong place
    text = page.lines
    moved = text[last.start : last.end]
    return Edit([*text[: first.start], *moved, *text[first.start : last.start]], first.start)


def wrong_title(page: Page, rng: random.Random) -> Edit | None:
    """Another section in TH than in the file's name."""
    at = choose(rng, page.having(r"\.TH \S+ 2 "))
    return None if at is None else Edit(page.put(at, page.lines[at].replace(" 2 ", " 3 ", 1)), at)


def pointed_section(page: Page, rng: random.Random) -> Edit | None:
    """A section that the text sends the reader to is gone."""
    for title in ("VERSIONS", "BUGS", "NOTES", "CAVEATS", "HISTORY"):
        section = page.section(title)
        pointers = [
            n for n in page.plain if re.search(rf"\b[Ss]ee (?:also )?{title}\b", page.lines[n])
        ]
        if section and len(pointers) == 1 and not section.start <= pointers[0] < section.end:
            at = pointers[0]
            shift = section.end - section.start if section.start < at else 0
            return Edit(page.put(section.start, remove=section.end - section.start), at - shift)
    return None


def o_sync(page: Page, rng: random.Random) -> Edit | None:
    """The old mistake in other words."""
    section = page.section("DESCRIPTION")
    if section is None or not page.path.startswith("man2/"):
        return None
    words = rng.choice(O_SYNC).split("|")
    heading = page.lines[section.start]
    text = page.put(section.start, heading, *words, ".P")
    return Edit(text, section.start + 1, len(words) - 1)


def errors_moved(page: Page, rng: random.Random) -> Edit | None:
    """The first error is moved to the end of the list."""
    section = page.section("ERRORS")
    if section is None:
        return None
    body = range(section.start, section.end)
    items = [n for n in page.having(r"\.TP$") if n in body and n + 1 in body]
    names = [page.lines[n + 1] for n in items]
    plain = all(re.fullmatch(r"\.B E[A-Z0-9]+", name) for name in names)
    if not plain or len({*names}) < 4 or names != sorted(names) or len({*names}) < len(names):
        return None
    if any(
        re.match(r"\.(?!TP|B|I|BR|IR|RB|RI|BI|IB)", page.lines[n])
        for n in range(items[0], section.end)
    ):
        return None
    item = page.lines[items[0] : items[1]]
    rest = page.lines[items[1] : section.end]
    text = [*page.lines[: items[0]], *rest, *item, *page.lines[section.end :]]
    return Edit(text, items[0] + len(rest) + 1)


def no_description(page: Page, rng: random.Random) -> Edit | None:
    """A new page without a section that every page has."""
    section = page.section("DESCRIPTION")
    if section is None or not page.path.startswith("man2/") or len(page.plain) < 5:
        return None
    text = page.put(section.start, remove=section.end - section.start)
    at = page.having(r"\.TH ")[0]
    text[at] = text[at].replace(page.name, f"{page.name}{NEW}", 1)
    return Edit(text, at)


# What each kind is to be called by; in one run pages are not used twice.
KINDS: dict[Kind, str] = {
    drop_re: "unbalanced-block",
    drop_ee: "unbalanced-block",
    duplicate_section: "section-repeated",
    swap_sections: "sections-out-of-order",
    wrong_title: "title-line",
    lines.impossible_version: "version-never-existed",
    lines.kernel_version: "kernel-version-wording",
    lines.missing_reference: "unresolved-reference",
    pointed_section: "pointer-to-missing-section",
    o_sync: "o-sync-is-not-fsync",
    errors_moved: "errors-not-alphabetical",
    lines.joined_sentences: "two-sentences-on-a-line",
    lines.long_line: "line-too-long",
    lines.lone_argument: "single-argument-alternating-macro",
    lines.glued_comma: "unquoted-punctuation-in-macro",
    lines.trailing_blank: "trailing-blank",
    lines.obsolete_paragraph: "paragraph-macro-obsolete",
    lines.blank_line: "blank-line",
    lines.unmarked_reference: "reference-markup",
    lines.broken_name: "name-line",
    lines.old_tag: "history-older-than-policy",
    no_description: "missing-section",
}
