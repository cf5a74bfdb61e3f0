"""Files: which ones to read, what tree they belong to, and their text."""
