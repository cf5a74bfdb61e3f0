"""Measurements side by side with mandoc and groff."""
