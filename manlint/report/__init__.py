"""Findings as text or JSON; a report knows nothing else."""
