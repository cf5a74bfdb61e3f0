"""The labelled set's own tools: reading labels, agreement, and what counts as right."""

from __future__ import annotations

from pathlib import Path

import pytest

from manlint.claims.model import Bounds, Claim, Kind
from manlint.source import Span
from tests.labels import agree, join, rows, score
from tests.labels.rows import ErrnoLabel, Label

ROW = dict.fromkeys(rows.LABEL, "") | {"id": "s1", "kinds": "-"}
FULL = ROW | {"kinds": "limit,version.since", "polarity": "-,+", "subject": "buf;size"}


def test_a_label_is_read() -> None:
    label = rows.label(FULL | {"since": "2.6.33,glibc 2.3", "before": "<=3.0"})
    kinds = (Kind.LIMIT, Kind.SINCE)
    assert label == Label(
        kinds, ("-", "+"), ("buf", "size"), ("2.6.33", "glibc 2.3"), ("<=3.0",), ""
    )
    assert rows.label(ROW | {"polarity": "-"}) == Label((), (), (), (), (), "")


@pytest.mark.parametrize(
    "change",
    [{"kinds": ""}, {"kinds": "limits,limit"}, {"kinds": "errno,limit"}, {"kinds": "limit,limit"},
     {"polarity": "+"}, {"polarity": "+,0"}, {"subject": ""}, {"since": "soon"}, {"scope": "x"}],
)  # fmt: skip
def test_a_bad_label_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"kinds|polarity|subject|version|scope|valid Kind"):
        rows.label(FULL | change)


def test_a_row_with_too_many_cells_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("id\tkinds\ns1\t-\ns2\t-\tmore\n")
    with pytest.raises(ValueError, match=r"x\.tsv:3: "):
        list(rows.read(path))


def test_kappa_is_agreement_beyond_chance() -> None:
    assert agree.kappa([(1, 1), (0, 0), (1, 1), (0, 0)]) == 1.0
    assert agree.kappa([(1, 1), (0, 0), (1, 0), (0, 1)]) == 0.0
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert agree.kappa(pairs) == pytest.approx(0.4)


def claim(kind: Kind, subject: str = "buf", also: tuple[Kind, ...] = (), **more: str) -> Claim:
    span, bounds = Span(10, 30), Bounds(more.pop("since", ""), more.pop("before", ""))
    return Claim("foo(2)", kind, subject, "", more.pop("what", ""), span, "", bounds=bounds,
                 also=also, **more)  # type: ignore[arg-type]  # fmt: skip


def test_claims_belong_to_the_sentence_that_has_most_of_them() -> None:
    found = [claim(Kind.LIMIT), claim(Kind.ERRNO)]
    assert score.about(found, Span(12, 40)) == found[:1]
    assert score.about(found, Span(25, 40)) == []


def test_a_claim_of_its_own_says_the_polarity() -> None:
    found = [claim(Kind.LIMIT, also=(Kind.SCOPE, Kind.DEFAULT)), claim(Kind.SCOPE, polarity="-")]
    assert score.kinds(found) == {Kind.LIMIT: "+", Kind.SCOPE: "-", Kind.DEFAULT: "+"}


@pytest.mark.parametrize(
    ("label", "since", "before", "right"),
    [("3.1;", "3.1", "", True), ("3.1;", "3.2", "", False), ("3.1;", "", "3.1", False),
     (";<=3.0", "", "3.1", True), (";<=3.0", "", "3.0", True), (";3.0", "", "3.1", False),
     ("2.6;3.0", "2.6", "", False), (";", "2.6", "", False), (";", "", "", None),
     ("glibc 2.3;", "2.3", "", False)],
)  # fmt: skip
def test_versions_are_compared(label: str, since: str, before: str, right: bool | None) -> None:
    lower, upper = (tuple(filter(None, x.split(","))) for x in label.split(";"))
    wanted = Label((Kind.SINCE,), ("+",), ("buf",), lower, upper, "")
    found = [claim(Kind.SINCE, since=since, before=before)]
    assert score.versions_are_right(wanted, found) is right


def test_subjects_are_compared_without_parentheses_and_the_page_has_its_name() -> None:
    label = Label((Kind.LIMIT,), ("+",), ("page",), (), (), "")
    assert score.subject_is_right(
        label, [claim(Kind.SCOPE, "x"), claim(Kind.LIMIT, "foo(2)")], "foo"
    )
    assert not score.subject_is_right(label, [claim(Kind.LIMIT, "bar()")], "foo")


def test_entries_are_compared_by_errors_and_functions() -> None:
    label, names = ErrnoLabel(("EAGAIN", "EWOULDBLOCK"), ("bar",)), ("foo", "bar", "baz")
    one = claim(Kind.ERRNO, "bar()", what="EAGAIN")
    assert score.entry_is_right(
        label, [one, claim(Kind.ERRNO, "bar(2)", what="EWOULDBLOCK")], names
    )
    assert not score.entry_is_right(label, [one], names)
    page, first = ErrnoLabel(("EIO",), ("page",)), ErrnoLabel(("EIO",), ("foo",))
    found = [claim(Kind.ERRNO, "foo(2)", what="EIO")]
    assert score.entry_is_right(page, found, names)
    assert not score.entry_is_right(first, found, names)
    assert score.entry_is_right(first, [claim(Kind.ERRNO, "foo", what="EIO")], names)
    assert score.entry_is_right(page, [claim(Kind.ERRNO, "foo", what="EIO")], ("foo",))
    assert not score.entry_is_right(page, [], names)
    assert not score.entry_is_right(
        label, [claim(Kind.ERRNO, "foo", what="EAGAIN EWOULDBLOCK")], names
    )


def test_readers_are_compared_row_by_row() -> None:
    one = Label((Kind.LIMIT, Kind.SCOPE), ("+", "-"), ("foo()",), (), (), "")
    other = Label((Kind.LIMIT, Kind.SCOPE), ("+", "+"), ("foo", "bar"), ("3.1",), (), "file")
    assert agree.differing(one, one) == []
    assert agree.differing(one, other) == ["polarity", "since", "scope"]
    lines = list(agree.figures([(one, one), (one, other)]))
    assert "polarity            3 of 4  0.750" in lines
    assert "whole rows          1 of 2  0.500" in lines


def test_references_are_joined_from_places_and_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "SENTENCES", tmp_path / "out" / "sentences.tsv")
    drawn, first, decided = (tmp_path / f"{x}.tsv" for x in ("sentences", "agreed", "decided"))
    drawn.write_text("id\tpage\tline\tend_line\thash\tdraw\ns1\tman2/a.2\t5\t6\tabc\trandom\n")
    first.write_text("id\tkinds\tpolarity\tsubject\tsince\tbefore\tscope\tnote\ns1\t-\n")
    join.main(str(drawn), str(first))
    (row,) = rows.read(rows.SENTENCES)
    assert (row["page"], row["kinds"], rows.place(row).line) == ("man2/a.2", "-", 5)
    decided.write_text("id\tkinds\tpolarity\tsubject\tsince\tbefore\tscope\ns1\tlimit\t-\tbuf\n")
    join.main(str(drawn), str(first), str(decided))
    (row,) = rows.read(rows.SENTENCES)
    assert rows.label(row).kinds == (Kind.LIMIT,)
    drawn.write_text(drawn.read_text() + "s2\tman2/a.2\t7\t7\tabd\trandom\n")
    with pytest.raises(ValueError, match="s2 has no label"):
        join.main(str(drawn), str(first))


def test_both_versions_of_a_row_are_kept_where_readers_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "a.tsv", tmp_path / "b.tsv"
    one.write_text("id\terrnos\tfunctions\ne1\tEIO,EPERM\tpage\ne2\tEIO\tpage\n")
    other.write_text("id\terrnos\tfunctions\ne1\tEPERM,EIO\tpage\ne2\tEIO\tfoo\n")
    agree.main(str(one), str(other), str(tmp_path / "out"))
    assert "1 rows agree, 1 are to be decided" in capsys.readouterr().out
    assert [row["id"] for row in rows.read(tmp_path / "out" / "agreed.tsv")] == ["e1"]
    undecided = list(rows.read(tmp_path / "out" / "open.tsv"))
    assert [(row["functions"], row["note"]) for row in undecided] == [
        ("page", "A: functions"),
        ("foo", "B: functions"),
    ]
    other.write_text("id\terrnos\tfunctions\ne1\tEIO\tpage\n")
    with pytest.raises(ValueError, match="labelled once only: e2"):
        agree.main(str(one), str(other))
