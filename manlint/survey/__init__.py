"""Checking files, one or many, in processes and in limited time; and counting what was seen."""
