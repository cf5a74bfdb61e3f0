"""What a page says as data, read from its units: references, and versions of kernel and library."""
