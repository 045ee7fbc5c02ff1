"""The learned part of event coding: a small encoder in plain NumPy that reads a sentence with two spans marked."""
