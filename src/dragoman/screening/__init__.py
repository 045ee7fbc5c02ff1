"""Screening: the persons, organisations and vessels of a store held against a list of the user's own."""
