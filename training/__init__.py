"""Trains the encoder of the learned part of event coding; see README.md."""
