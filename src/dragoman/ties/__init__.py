"""Ties: series of events between two states, their level, and when they change."""
