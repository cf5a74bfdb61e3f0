"""hatchling's hook: a real wheel carries grammars/, rules/ and an index of the rules in _data/."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is ours to name
    """Adds the data of the checkout to the wheel; an editable install reads the checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to include; `version` is "standard" or "editable"."""
        if version != "standard":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from manlint.rules.index import write_index

        self._folder = tempfile.TemporaryDirectory()
        index = Path(self._folder.name, "rules.json")
        write_index(str(root / "rules"), str(index))
        build_data["force_include"] |= {
            str(root / "grammars"): "manlint/_data/grammars",
            str(root / "rules"): "manlint/_data/rules",
            str(index): "manlint/_data/rules.json",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the index, which is in the wheel now."""
        if version == "standard":
            self._folder.cleanup()
            sys.path.remove(self.root)
