"""Packages of Debian's archive without installing anything: apt-get with folders of its own.

The archive is the one that the machine's own apt sources name; only the suite is another.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUITES = "stable testing unstable oldstable bullseye bookworm trixie forky duke sid".split()
MANUALS = "./usr/share/man/"


class NoArchiveError(Exception):
    """This machine reaches no Debian archive; the words say why."""


@dataclass(frozen=True)
class Archive:
    """apt's view of some suites, kept below `folder`."""

    folder: Path

    def update(self, suite: str) -> None:
        """Fetch the package list of `suite`, and of the suites named before it."""
        source = own_source()
        for name in ("sources", "state/lists/partial", "cache/archives/partial", "packages"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        entry = self.folder / "sources" / f"{suite}.sources"
        entry.write_text(f"Suites: {suite}\n{source}\n", "utf-8")
        try:
            self._run("apt-get", "update", "--quiet", "--quiet")
        except NoArchiveError:
            entry.unlink()
            raise

    def download(self, package: str, version: str = "", suite: str = "") -> Path:
        """One .deb of the given version or suite, from an earlier call if it is still there."""
        wanted = f"{package}={version}" if version else package + (f"/{suite}" if suite else "")
        folder = self.folder / "packages" / re.sub(r"[^\w.+-]", "_", wanted)
        if not (folder.is_dir() and any(folder.glob("*.deb"))):
            folder.mkdir(parents=True, exist_ok=True)
            self._run("apt-get", "download", "--quiet", "--quiet", wanted, cwd=folder)
        return next(folder.glob("*.deb"))

    def _run(self, *command: str, cwd: Path | None = None) -> None:
        """Run an apt command on this archive alone; its own words are part of the error."""
        here = self.folder.resolve()
        options = [
            "Dir::Etc::sourcelist=/dev/null",
            f"Dir::Etc::sourceparts={here}/sources",
            f"Dir::State={here}/state",
            f"Dir::Cache={here}/cache",
            "Dir::Cache::pkgcache=pkgcache.bin",  # slim images turn these off: slow
            "Dir::Cache::srcpkgcache=srcpkgcache.bin",
            "Acquire::Languages=none",
            "APT::Sandbox::User=root",  # nothing of this is the system's
            "APT::Update::Error-Mode=any",
        ]
        flags = [part for option in options for part in ("-o", option)]
        done = subprocess.run(
            [command[0], *flags, *command[1:]], cwd=cwd, capture_output=True, text=True
        )
        if done.returncode:
            raise NoArchiveError(f"{' '.join(command)}: {done.stderr.strip()}")


def own_source() -> str:
    """The machine's entry for Debian's main archive as a deb822 stanza without its suite.

    Other archives have suites of the same names: one whose address ends in /debian is
    preferred.
    """
    if not shutil.which("apt-get"):
        raise NoArchiveError("there is no apt-get on this machine")
    found = _own_sources(Path("/etc/apt"))
    if not found:
        raise NoArchiveError("no Debian archive among this machine's apt sources")
    return min(found, key=lambda stanza: not re.search(r"/debian/?$", stanza, re.M))


def _own_sources(folder: Path) -> list[str]:
    """Every entry below /etc/apt that may be Debian's main archive."""
    files = sorted(folder.glob("sources.list.d/*.sources"))
    stanzas = [part for file in files for part in re.split(r"\n[ \t]*\n", _without_comments(file))]
    files = [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))]
    lines = [line for file in files for line in _without_comments(file).splitlines()]
    found = [*map(_from_stanza, stanzas), *map(_from_line, lines)]
    return [stanza for stanza in found if stanza is not None]


def _without_comments(file: Path) -> str:
    """The file's text; empty if there is no such file."""
    if not file.is_file():
        return ""
    return re.sub(r"^#.*\n?", "", file.read_text("utf-8"), flags=re.M)


def _from_stanza(stanza: str) -> str | None:
    """A deb822 stanza of Debian's own archive, with its suites cut out."""
    fields = re.findall(r"^([\w-]+):[ \t]*((?:.*\n?)(?:[ \t].*\n?)*)", stanza, re.M)
    values = {name.lower(): value.strip() for name, value in fields}
    suites = values.get("suites", "").split()
    if "main" not in values.get("components", "").split() or suites[:1] == []:
        return None
    if "deb" not in values.get("types", "").split() or suites[0] not in SUITES:
        return None
    kept = [f"{name}: {value}" for name, value in fields if name.lower() in ("uris", "signed-by")]
    return "\n".join(["Types: deb", "Components: main", *(x.rstrip() for x in kept)])


def _from_line(line: str) -> str | None:
    """The same of one line of the older form, `deb [options] uri suite component...`."""
    match = re.match(r"deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)\s+(.*)", line)
    if match is None or match[3] not in SUITES or "main" not in match[4].split():
        return None
    signed = re.search(r"signed-by=(\S+)", match[1] or "")
    stanza = f"Types: deb\nComponents: main\nURIs: {match[2]}"
    return stanza + (f"\nSigned-By: {signed[1]}" if signed else "")


def unpack(package: Path, root: Path) -> int:
    """Put the manual pages of a .deb below `root` (which gets man1/ ...); how many there were."""
    count = 0
    with (
        subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE
        ) as data,
        tarfile.open(fileobj=data.stdout, mode="r|") as archive,
    ):
        for member in archive:
            if not member.name.startswith(MANUALS):
                continue
            name = PurePosixPath(member.name[len(MANUALS) :])
            target = root / name
            if ".." in name.parts or not (member.isfile() or member.issym()):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if member.issym():
                _link(target, member.linkname)
            elif (content := archive.extractfile(member)) is not None:
                target.write_bytes(content.read())
                count += 1
    if data.returncode:
        raise NoArchiveError(f"dpkg-deb could not read {package}")
    return count


def _link(target: Path, name: str) -> None:
    """A symbolic link, if it stays among the pages."""
    if not name.startswith("/") and ".." not in PurePosixPath(name).parts[1:]:
        target.unlink(missing_ok=True)
        target.symlink_to(name)
