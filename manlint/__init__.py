"""manlint: a man-page linter and semantic diff tool for system-call documentation."""

__version__ = "0.1.0"
