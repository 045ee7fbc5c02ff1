"""What the world is known to hold: dated data files (YAML, small and readable) with a schema, and their loaders."""
