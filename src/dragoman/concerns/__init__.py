"""Concerns: events and the provisions of sanctions and embargoes that they would engage, with reasons."""
