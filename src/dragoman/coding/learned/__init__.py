"""The learned part of event coding: a small encoder in plain NumPy that reads a sentence with two of its spans marked."""
