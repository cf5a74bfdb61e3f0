"""Defects and harmless edits made to real pages by seed, and what `--diff` says of them.

`python -m tests.mutations [TREE]` prints a table by kind. One kind is one function of
defects.py or harmless.py: from a page and a random generator to an edit, or None where the
page has nothing to break in this way.
"""
