"""Comments that keep findings back, and the findings about them."""

from __future__ import annotations

from manlint.lint import prepare, run
from manlint.page import read
from manlint.rules import Rule, load_rules
from manlint.source import Source
from manlint.suppress import suppressions
from tests.test_lint import bound

RULES = {rule.name: rule for rule in load_rules()}


def about(*names: str) -> list[Rule]:
    """The rules about suppressions, as if `names` were all others."""
    told = {"rules": names, "groups": ("wording",), "former": ("old-loud",)}
    return [RULES[name].with_options(told) for name in ("bad-suppression", "unused-suppression")]


def checked(text: str) -> list[tuple[int, str]]:
    """Line and rule of each finding, the rule loud finding each LOUD and quiet each soft."""
    rules = (
        bound("loud", "LOUD"),
        bound("quiet", "soft"),
        *prepare(about("loud", "quiet", "other")),
    )
    findings = run(read(Source("x.2", text)), rules, None)
    return [(finding.source.line(finding.span.start), finding.rule) for finding in findings]


def test_a_comment_of_its_own_acts_on_the_next_source_line() -> None:
    assert checked('.\\" manlint: ignore[loud] it must be\nThis is LOUD.\nLOUD\n') == [(3, "loud")]


def test_it_acts_on_its_own_line() -> None:
    assert checked('.\\" manlint: ignore[loud] a LOUD comment\ntext\n') == []
    assert checked('This is LOUD. \\" manlint: ignore[loud] it must be\nLOUD\n') == [(2, "loud")]


def test_comments_between_do_not_count() -> None:
    stacked = '.\\" manlint: ignore[loud] one\n\'\\" manlint: ignore[quiet] two\nLOUD soft\n'
    assert checked(stacked) == []


def test_several_rules_with_commas() -> None:
    assert checked('.\\" manlint: ignore[loud, quiet] both\nLOUD soft\n') == []


def test_a_suppression_that_keeps_nothing_back_is_a_finding() -> None:
    assert checked('.\\" manlint: ignore[loud, quiet] both\nLOUD\n') == [(1, "unused-suppression")]
    assert checked('.\\" manlint: ignore[loud] it\n.P\nLOUD\n') == [
        (1, "unused-suppression"),
        (3, "loud"),
    ]
    # other is a rule that was not run: nobody can say
    assert checked('.\\" manlint: ignore[other] it\ntext\n') == []


def test_without_a_reason_it_has_no_effect() -> None:
    assert checked('.\\" manlint: ignore[loud]\nLOUD\n') == [(1, "bad-suppression"), (2, "loud")]


def test_unknown_names_and_groups() -> None:
    text = '.\\" manlint: ignore[lowd, wording, loud] all of it\nLOUD\n'
    assert checked(text) == [(1, "bad-suppression")] * 2
    assert checked('.\\" manlint: skip\nLOUD\n')[0] == (1, "bad-suppression")


def test_a_former_name_goes_on_working() -> None:
    rule = bound("loud", "LOUD")
    old = rule.rule.__class__("loud", "", "wording", "text", rule.rule.severity, "0.1",
                              formerly=("old-loud",))  # fmt: skip
    rules = (rule._replace(rule=old), *prepare(about("loud")))
    text = '.\\" manlint: ignore[old-loud] it must be\nLOUD\n'
    assert run(read(Source("x.2", text)), rules, None) == []


def test_a_rule_that_failed_leaves_its_suppressions_alone() -> None:
    text = '.\\" manlint: ignore[loud] it must be\nLOUD\n'
    rules = (bound("loud", "LOUD!"), *prepare(about("loud")))
    errors: list[object] = []
    assert run(read(Source("x.2", text)), rules, None, errors) == []  # type: ignore[arg-type]
    assert len(errors) == 1


def test_a_covered_finding_needs_no_suppression() -> None:
    special = bound("special", "LOUD", covers=("loud",))
    rules = (bound("loud", "LOUD"), special, *prepare(about("loud", "special")))
    text = '.\\" manlint: ignore[special] it must be\nLOUD\n'
    assert run(read(Source("x.2", text)), rules, None) == []


def test_the_loader_tells_the_rules_which_names_there_are() -> None:
    names = RULES["bad-suppression"].options["rules"]
    assert isinstance(names, list)
    assert "unresolved-reference" in names


def test_what_is_no_suppression() -> None:
    for text in ("manlint: ignore[x] y\n", '\\\\" manlint: ignore[x] y\n', '.\\" see manlint: x\n'):
        assert [*suppressions(Source("x.2", text))] == []
    (one,) = suppressions(Source("x.2", '.\\" manlint: ignore[a] b\n.\\" c\n\ntext\n'))
    assert (one.names, one.reason, one.lines) == (("a",), "b", (1, 3))
