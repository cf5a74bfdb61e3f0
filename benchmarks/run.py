"""Times manlint beside mandoc and groff: `python3 benchmarks/run.py [TREE] [--repeat N]`.

One run measures all, turn by turn, and prints medians and ratios; README.md says how to read
them.  Needs manlint in this Python, and mandoc and groff on the path.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import measure
from tests import realtree

Runs = dict[str, list[measure.Cost]]

FIRST = "manlint check, whole tree, first run ever"
COLD = "manlint check, whole tree, cold, --jobs 2"
READING = "the same, the nine rules of reading"
WARM = "manlint check, whole tree, warm"
HOOK = "manlint hook, one page of 2,959 staged"
ONE = "manlint check open.2"
MANDOC = "mandoc -T lint, all files, links resolve"
GROFF = "groff -ww -z, each page, 2 processes"
NINE = (
    "o-sync-is-not-fsync,version-never-existed,kernel-version-wording,unresolved-reference,"
    "pointer-to-missing-section,sections-out-of-order,section-repeated,title-line,unbalanced-block"
)


def main() -> None:
    """Find or unpack the tree, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("tree", nargs="?", help="directory that holds man2/ ...")
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    if arguments.tree:
        os.environ["MANLINT_MAN_PAGES"] = arguments.tree
    tree = realtree.find()
    if tree is None:
        sys.exit(realtree.MISSING)
    for tool in ("mandoc", "groff"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed: there is nothing to compare with")
    with tempfile.TemporaryDirectory() as folder:
        root = unpacked(tree, Path(folder))
        runs = measured(root, Path(folder), arguments.repeat)
        memory = measure.memory(manlint(root, Path(folder, "memory"), "--no-cache", "--jobs", "2"))
    report(tree, root_counts(tree), runs, memory)


def unpacked(tree: realtree.RealTree, folder: Path) -> Path:
    """The tree as it is, or a copy with plain pages: mandoc 1.14 reads one .gz file a run."""
    if not any(path.suffix == ".gz" for path in tree.files()):
        return tree.root
    root = folder / "man"
    for path in sorted(tree.root.glob("man*/*")):
        copy = root / path.relative_to(tree.root).with_suffix("")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(realtree.read_bytes(path))
    return root


def root_counts(tree: realtree.RealTree) -> tuple[int, int]:
    """How many files and how many pages that are no links."""
    return len(tree.files()), len(tree.pages())


def manlint(root: Path, cache: Path, *options: str) -> measure.Command:
    """`manlint check` of `root` with the caches of a user who has `cache`."""
    command = [sys.executable, "-m", "manlint", "check", "-q", *options, str(root)]
    return measure.Command(command, environment={"XDG_CACHE_HOME": str(cache)})


def measured(root: Path, folder: Path, repeat: int) -> Runs:
    """Every measurement, `repeat` times, in turn so that all meet the same machine."""
    files = sorted(str(path.relative_to(root)) for path in realtree.page_files(root))
    pages = [x for x in files if not realtree.is_link(realtree.read_bytes(root / x))]
    warm = folder / "warm"
    page = root / "man2" / "open.2"
    repository = staged(root, folder / "repository")
    turns: dict[str, Callable[[int], measure.Cost]] = {
        FIRST: lambda turn: measure.cost(manlint(root, folder / f"cold{turn}", "--jobs", "2")),
        COLD: lambda _: measure.cost(manlint(root, warm, "--no-cache", "--jobs", "2")),
        READING: lambda _: measure.cost(
            manlint(root, warm, "--no-cache", "--jobs", "2", "--select", NINE)
        ),
        WARM: lambda _: measure.cost(manlint(root, warm, "--jobs", "2")),
        MANDOC: lambda _: measure.cost(measure.Command(["mandoc", "-T", "lint", *files], root)),
        "mandoc -T lint, pages without the links": lambda _: measure.cost(
            measure.Command(["mandoc", "-T", "lint", *pages], root)
        ),
        GROFF: lambda _: measure.each(
            ["groff", "-t", "-man", "-Tutf8", "-ww", "-z"], pages, root, 2
        ),
        ONE: lambda _: measure.cost(manlint(page, warm, "--no-cache")),
        HOOK: lambda _: measure.cost(
            measure.Command(
                [sys.executable, "-m", "manlint", "hook", "man/man2/open.2"],
                repository,
                {"XDG_CACHE_HOME": str(warm), "PYTHONPATH": str(measure.CHECKOUT)},
            )
        ),
    }
    measure.cost(manlint(root, warm, "--jobs", "2"))  # fills the cache
    runs: Runs = {name: [] for name in turns}
    for turn in range(repeat):
        for name, run in turns.items():
            runs[name].append(run(turn))
    return runs


def staged(root: Path, folder: Path) -> Path:
    """A repository with all pages, and a changed sentence of open.2 in its index."""
    shutil.copytree(root, folder / "man")
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@localhost"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "pages"]):
        subprocess.run([*git, *command], check=True, stdout=subprocess.DEVNULL)
    page = folder / "man" / "man2" / "open.2"
    page.write_bytes(page.read_bytes().replace(b"\n.SH BUGS", b"\nOne more.\n.SH BUGS", 1))
    subprocess.run([*git, "add", "."], check=True)
    return folder


def report(
    tree: realtree.RealTree, counts: tuple[int, int], runs: Runs, memory: measure.Memory
) -> None:
    """Print the machine, the medians and the ratios to mandoc's whole tree."""
    print(f"{machine()}\ntree {tree.release} ({tree.origin}): {counts[0]} files, {counts[1]} pages")
    repeat = len(next(iter(runs.values())))
    print(f"medians of {repeat}; seconds\n")
    wall = {name: statistics.median(x.wall for x in costs) for name, costs in runs.items()}
    base = wall[MANDOC]
    print(f"| {'':42} | wall | lowest | highest |  CPU | × mandoc |\n|---|---|---|---|---|---|")
    for name, costs in runs.items():
        cpu = statistics.median(x.cpu for x in costs)
        low, high = min(x.wall for x in costs), max(x.wall for x in costs)
        cells = f"{wall[name]:5.2f} | {low:5.2f} | {high:5.2f} | {cpu:5.2f}"
        print(f"| {name:42} | {cells} | {wall[name] / base:5.2f} |")
    one, hook = (statistics.median(x.cpu for x in runs[name]) for name in (ONE, HOOK))
    print("\n| aim | seen |\n|---|---|")
    print(f"| cold, nine rules ≤ 2 × mandoc's whole tree | {wall[READING] / base:.2f} × |")
    print(f"| cold, all rules ≤ 2.5 ×                    | {wall[COLD] / base:.2f} × |")
    print(f"| warm ≤ 0.5 ×                               | {wall[WARM] / base:.2f} × |")
    print(f"| nine rules ≥ 10 × faster than groff        | {wall[GROFF] / wall[READING]:.1f} × |")
    print(f"| open.2 ≤ 0.2 s CPU                         | {one:.3f} s |")
    print(f"| hook ≤ 0.3 s CPU                           | {hook:.3f} s |")
    print(f"| ≤ 150 MB, largest process                  | {memory.largest:.0f} MB |")
    print(f"| ≤ 150 MB, all processes together           | {memory.together:.0f} MB |")


def machine() -> str:
    """Processor, system, versions: without them a figure says nothing."""
    about = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((x.split(":", 1)[1].strip() for x in about if x.startswith("model name")), "")
    tools = ", ".join(measure.version(tool) for tool in ("mandoc", "groff"))
    python = f"Python {platform.python_version()}"
    return f"{model or platform.machine()}, {os.cpu_count()} CPUs; {python}, {tools}"


if __name__ == "__main__":
    main()
