"""Making the facts anew from public sources: for maintainers, never at run time or in CI."""
