"""What mandoc and groff see in a page, and where manlint sees something else."""
