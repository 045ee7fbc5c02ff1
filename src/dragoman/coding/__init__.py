"""Article to record: a spaCy pipeline with one registered component a file."""
