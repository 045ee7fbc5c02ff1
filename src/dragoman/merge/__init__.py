"""Merging: copies, origins, and event mentions that report one act."""
