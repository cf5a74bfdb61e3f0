"""Tests of manlint: data files by idea, oracles in `oracle/`, real pages through `realtree`."""
