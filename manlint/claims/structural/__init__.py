"""Structural claims: what lists, tags, headings, tables and references say without a word read."""
