"""Reading a page: lines and blocks to the section tree, escapes to text."""

from manlint.page.flat import events
from manlint.page.read import Page, read

__all__ = ["Page", "events", "read"]
