"""Changes of a git repository: two states of a tree, the pages that differ, their new findings."""
