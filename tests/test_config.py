"""Configuration: where it is found, what it may say, the line of each error, what is in force."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from manlint import resources
from manlint.cli import cli
from manlint.config import KEYS, ConfigError, find, read
from manlint.config.force import DEFAULTS, in_force
from manlint.config.lines import key_lines
from manlint.config.profiles import NAMES, detect, profile
from manlint.rules import load_rules

PAGE = """.TH page 2 2024-05-06 "Linux man-pages 6.14"
.SH NAME
page \\- a page
.SH DESCRIPTION
Since Linux 2.6.41, see VERSIONS and
.BR nothing (2).
"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A cache of its own; the facts of a test are not those of the next."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    yield
    resources.use_facts("")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "man/man2/page.2"
    path.parent.mkdir(parents=True)
    path.write_text(PAGE)
    return path


def write(text: str, path: str = "manlint.toml") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def check(*arguments: str) -> tuple[int, set[str], str]:
    """The status of a check, the rules that found something, and stderr."""
    run = CliRunner().invoke(cli, ["check", "--format", "json", *arguments])
    try:
        findings = json.loads(run.stdout)["findings"]
    except ValueError:
        findings = []
    return run.exit_code, {finding["rule"] for finding in findings}, run.stderr


def shown(*arguments: str) -> dict[str, Any]:
    run = CliRunner().invoke(cli, ["config", "--json", *arguments])
    assert run.exit_code == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


# Lines


def test_keys_have_lines() -> None:
    text = '''# select = 1
select = ["a",
  "b", # ]
  ["c"]]
a."x y".z = 1.5
[rules.'n']
x = """
select = 1
[b]
"""
date = 1979-05-27T07:32:00.5Z
[[p]]
q = {a = 1, b.c = [1, 2]}
[[p]]
"q\\u0041" = \'\'\'
\'\'\'
[p.r]
s = ""
'''
    tomllib.loads(text)
    lines = key_lines(text)
    top = {"select": 2, "a": 5, "rules": 6, "p": 12}
    assert {str(key[0]): line for key, line in lines.items() if len(key) == 1} == top
    assert [lines["select", number] for number in range(3)] == [2, 3, 4]
    assert lines["a", "x y", "z"] == 5
    assert (lines["rules", "n"], lines["rules", "n", "x"], lines["rules", "n", "date"]) == (
        6,
        7,
        11,
    )
    assert (lines["p", 0, "q", "b", "c", 1], lines["p", 1], lines["p", 1, "qA"]) == (13, 14, 15)
    assert lines["p", 1, "r", "s"] == 18


names = st.text(
    st.characters(codec="utf-8", exclude_characters="\x7f", min_codepoint=32), max_size=5
)
scalars = st.one_of(names, st.integers(), st.booleans(), st.floats(allow_nan=False, width=16))
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


@given(
    st.dictionaries(
        names, st.one_of(values, st.dictionaries(names, values, max_size=3)), max_size=5
    )
)
def test_every_key_of_any_text_has_its_line(content: dict[str, Any]) -> None:
    expected: dict[tuple[Any, ...], int] = {}
    rows: list[str] = []

    def put(path: tuple[Any, ...], value: Any) -> None:
        rows.append(f'{json.dumps(path[-1], ensure_ascii=False)} = {toml(value)} # x = ["')
        expected[path] = len(rows)

    plain = {key: value for key, value in content.items() if not isinstance(value, dict)}
    for key, value in plain.items():
        put((key,), value)
    for key, table in content.items():
        if isinstance(table, dict):
            rows.append(f"[ {json.dumps(key, ensure_ascii=False)} ]")
            expected[key,] = len(rows)
            for name, value in table.items():
                rows.append('# "')
                put((key, name), value)
    text = "\n".join(rows)
    assert tomllib.loads(text) == content
    found = key_lines(text)
    assert {path: found[path] for path in expected} == expected


def toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, float):
        return repr(value).replace("inf", "inf")
    return json.dumps(value, ensure_ascii=False)


# Errors

WRONG = {
    'root = "."\nselct = ["x"]\n': '2: unknown key "selct"; did you mean "select"?',
    "zzz = 1\n": '1: unknown key "zzz"',
    "\nselect = 3\n": "2: select must be a list, not 3",
    'fail-on = "bad"\n': "1: fail-on must be error or warning or style or review, not 'bad'",
    "jobs = true\n": "1: jobs must be a whole number, not True",
    "jobs = 0\n": "1: jobs must be 1 or more",
    'profile = "x"\n': "1: profile must be man-pages or general, not 'x'",
    '[per-file-ignores]\n"a" = []\n"b" = 1\n': "3: b must be a list, not 1",
    'rules = ["x"]\n': "1: rules must be a table; folders of rules are rule-folders",
    "[rules]\n\ntitle-line = 1\n": "3: rules.title-line must be a table",
    "select = [\n": "2: Invalid value",
    'select = [\n"title-line",\n"titel-line"]\n': '3: no rule or group is called "titel-line"; did'
    ' you mean "title-line"?',
    '[per-file-ignores]\n"a" = ["title-line",\n"x"]\n': '3: no rule or group is called "x"',
    "[rules.x]\n": '1: no rule or group is called "x"',
    '[rules.title-line]\nseverity = "bad"\n': "2: severity must be error or warning or style or"
    " review, not 'bad'",
    '\n[rules.title-line]\nsources = []\nsorces = ["x"]\n': '4: unknown option "sorces"; did you'
    ' mean "sources"?',
    "[rules.title-line]\nsources = 1\n": "2: sources must be a list, not 1",
    '[rules.kernel-version-wording]\npattern = "("\n': "2: ",
    'policy = "x"\n': '1: no policy is called "x"',
    '\nreference-date = "x"\n': '2: "x" is no date',
    'facts = "nowhere"\n': "1: nowhere has no facts.toml",
    'rule-folders = ["."\n,"nowhere"]\n': "2: nowhere is no folder",
    'plugins = ["no-such-package-at-all"]\n': '1: no installed package is called "no-such',
}


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize("command", ["check", "config"])
def test_an_error_has_file_and_line(page: Path, text: str, command: str) -> None:
    write(text)
    run = CliRunner().invoke(cli, [command, str(page)])
    assert run.exit_code == 2, run.output
    assert run.stderr.startswith(f"Error: manlint.toml:{WRONG[text]}"), run.stderr


def test_a_table_in_pyproject_has_the_lines_of_the_file(page: Path) -> None:
    write('[project]\nname = "x"\nselct = 1\n[tool.manlint]\nselct = []\n', "pyproject.toml")
    status, _, errors = check(str(page))
    assert (status, errors.split(";")[0]) == (
        2,
        'Error: pyproject.toml:5: unknown key "selct"',
    )


# Where it is found


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    write("jobs = 1\n")
    write("jobs = 2\n", "a/manlint.toml")
    write("[tool.other]\n", "a/b/pyproject.toml")
    assert find("a/b").values == {"jobs": 2}
    write("[tool.manlint]\njobs = 3\n", "a/b/pyproject.toml")
    assert find("a/b").values == {"jobs": 3}
    write("jobs = 4\n", "a/b/manlint.toml")
    assert find("a/b").values == {"jobs": 4}
    assert find(".").values == {"jobs": 1}


def test_the_search_stays_in_the_repository(tmp_path: Path) -> None:
    write("jobs = 1\n")
    (tmp_path / "a/.git").mkdir(parents=True)
    (tmp_path / "a/b").mkdir()
    assert find("a/b").path == ""
    write("jobs = 2\n", "a/manlint.toml")
    assert find("a/b").values == {"jobs": 2}


def test_the_first_path_says_whose_configuration_it_is(page: Path) -> None:
    write('ignore = ["unresolved-reference"]\n', "man/manlint.toml")
    assert "unresolved-reference" not in check("man/man2/page.2")[1]
    assert "unresolved-reference" not in check("man")[1]
    os.chdir("man/man2")
    assert "unresolved-reference" not in check()[1]
    assert "unresolved-reference" not in check("-", "--stdin-filename", "page.2")[1]


# What it does


def test_a_tree_without_configuration(page: Path) -> None:
    status, rules, _ = check("man")
    assert status == 1
    assert {"unresolved-reference", "version-never-existed", "pointer-to-missing-section"} <= rules


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ('select = ["claims", "title-line"]', "", "unresolved-reference"),
        ('select = ["references"]', "unresolved-reference", "version-never-existed"),
        ('ignore = ["references"]', "version-never-existed", "unresolved-reference"),
        ('select = ["references"]\nextend-select = ["history"]', "version-never-existed", ""),
        ('per-file-ignores = {"page.2" = ["references"]}', "version-never-existed", "unresolved-"),
        ('per-file-ignores = {"man/man2/*" = ["history"]}', "unresolved-reference", "version-"),
        ('per-file-ignores = {"man/man2/" = ["history"]}', "unresolved-reference", "version-"),
        ('per-file-ignores = {"man/man3/" = ["ALL"], "man2/*" = ["ALL"]}', "version-never", ""),
        ('profile = "general"', "version-never-existed", "unresolved-reference"),
        ('profile = "general"\nselect = ["ALL"]', "unresolved-reference", ""),
        ('lang = "de"', "", "version-never-existed"),
    ],
)
def test_which_rules_run(page: Path, text: str, present: str, absent: str) -> None:
    write(text + "\n")
    for path in ("man", str(page), "./man/man2/page.2"):
        _, rules, errors = check("--fail-on", "review", path)
        assert any(rule.startswith(present) for rule in rules) or not present, errors
        assert not any(rule.startswith(absent) for rule in rules) or not absent


def test_a_rule_with_another_severity_and_option(page: Path) -> None:
    write('[rules.unresolved-reference]\nseverity = "error"\nextra = ["nothing(2)"]\n')
    assert "unresolved-reference" not in check("man")[1]
    write('fail-on = "error"\n[rules.unresolved-reference]\nseverity = "error"\n')
    assert check("man")[0] == 1
    assert check("man", "--ignore", "unresolved-reference,version-never-existed")[0] == 0


def test_excluded_files_are_left_out_wherever_one_stands(page: Path) -> None:
    write('exclude = ["man/man2/p*", "other"]\n')
    (page.parent / "q.2").write_text(PAGE)
    for folder, path in ((".", "man"), ("man/man2", "."), ("man", "man2")):
        os.chdir(page.parents[2] / folder)
        run = CliRunner().invoke(cli, ["check", path])
        assert "1 excluded" in run.stderr, run.stderr
        assert "page.2:" not in run.stdout


def test_the_command_line_beats_the_file(page: Path) -> None:
    write('select = ["references"]\nignore = ["history"]\nfail-on = "error"\nformat = "concise"\n')
    both = {"unresolved-reference", "pointer-to-missing-section"}
    assert check("man")[:2] == (0, both)
    assert check("man", "--fail-on", "warning")[0] == 1
    assert check("man", "--select", "history")[1] == {"version-never-existed"}
    assert check("man", "--ignore", "unresolved-reference")[1] == both - {"unresolved-reference"}
    run = CliRunner().invoke(cli, ["check", "man"])
    assert "[unresolved-reference]" in run.stdout
    assert run.stdout.count("\n") == 2


def test_facts_of_the_configuration(page: Path) -> None:
    own = Path(resources.facts_folder())
    for name in os.listdir(own):
        if not name.endswith(".py") and (own / name).is_file():
            write((own / name).read_text(), f"known/{name}")
    assert "version-never-existed" in check("man")[1]
    write('facts = "known"\n')
    assert "version-never-existed" in check("man")[1]
    series = Path("known/kernel-series.csv")
    series.write_text(series.read_text().replace("2.6,", "2.6,", 1))
    facts = Path("known/foreign-pages.csv")
    facts.write_text(facts.read_text() + "nothing,2,x\n")
    from manlint.claims.references import foreign_pages

    foreign_pages.cache_clear()
    assert "unresolved-reference" not in check("man")[1]
    facts.unlink()  # manlint's own will do
    foreign_pages.cache_clear()
    assert "unresolved-reference" in check("man")[1]


# What is in force


def test_every_key_has_a_built_in_value() -> None:
    assert {*KEYS} - {"rules"} == {*DEFAULTS}


def test_each_value_says_where_it_is_from(page: Path) -> None:
    write('\nignore = ["title-line"]\n[rules.title-line]\nseverity = "error"\n')
    found = shown("man")
    assert found["file"] == str(Path("manlint.toml").absolute())
    assert found["values"]["ignore"] == {"value": ["title-line"], "from": "manlint.toml:2"}
    assert found["values"]["fail-on"] == {"value": "warning", "from": "built-in"}
    assert found["values"]["profile"]["value"] == "man-pages"
    assert found["values"]["profile"]["from"].startswith("detected: 1 of 1 sampled")
    assert found["rules"] == {"title-line": {"severity": "error"}}
    assert found["off"]["title-line"] == "ignored or not selected"
    run = CliRunner().invoke(cli, ["config", "man"])
    lines = [line.split() for line in run.stdout.split("\n")]
    assert ["ignore", "=", '["title-line"]', "#", "manlint.toml:2"] in lines
    assert ["rules.title-line.severity", "=", '"error"', "#", "manlint.toml:4"] in lines
    assert "#   title-line (ignored or not selected)" in run.stdout


def test_a_config_that_is_shown_in_full_is_valid_toml(page: Path) -> None:
    text = CliRunner().invoke(cli, ["config", "man"]).stdout
    values = tomllib.loads(text)
    assert {key: values[key] for key in ("ignore", "jobs", "per-file-ignores")} == {
        "ignore": [],
        "jobs": 0,
        "per-file-ignores": {},
    }


def test_the_command_line_is_named_as_an_origin() -> None:
    write('ignore = ["a"]\nselect = ["b"]\njobs = 2\n')
    force = in_force(".", {"ignore": ("c",), "jobs": 3})
    assert (force["ignore"], force.origins["ignore"]) == (
        ("a", "c"),
        "manlint.toml:1, command line",
    )
    assert (force["jobs"], force.origins["jobs"]) == (3, "command line")
    assert force.origins["select"] == "manlint.toml:2"
    force = in_force(".", {"select": ("c",)})
    assert (force["select"], force["ignore"]) == (("c",), ())


def test_paths_start_from_the_file(tmp_path: Path) -> None:
    write('root = "man"\nrule-folders = ["rules"]\nfacts = "f"\n', "a/manlint.toml")
    force = in_force("a", {})
    assert (force.folder("root"), force.folder("facts")) == ("a/man", "a/f")
    assert force["rule-folders"] == ("a/rules",)
    assert in_force("a", {"root": "x"}).folder("root") == "x"


# Profiles


def test_profiles_name_rules_that_are_there() -> None:
    known = {rule.name for rule in load_rules()}
    for name in NAMES:
        assert {*profile(name).off} <= known


def test_a_tree_of_another_project_is_told(page: Path, tmp_path: Path) -> None:
    assert detect(str(tmp_path / "man"))[0] == "man-pages"
    for section in "13":
        write('.TH x 1 2024-05-06 "Other 1"\n', f"man/man{section}/x.{section}")
    assert detect(str(tmp_path / "man")) == ("general", "1 of 3 sampled pages name Linux man-pages")
    assert detect(None)[0] == "man-pages"
    found = shown("man")
    assert found["values"]["profile"]["value"] == "general"
    assert found["off"]["unresolved-reference"] == "profile general"


def test_no_file_can_be_read_as_text(tmp_path: Path) -> None:
    Path("manlint.toml").write_bytes(b"select = '\xff'\n")
    with pytest.raises(ConfigError, match=r"manlint\.toml:1: this is not UTF-8"):
        read("manlint.toml")
