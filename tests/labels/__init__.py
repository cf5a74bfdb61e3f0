"""The labelled set: drawn by a seed, labelled twice, and what the extractor makes of it."""
