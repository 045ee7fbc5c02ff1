"""Accuracy measured: the coder against gold data, with the figures of the field's scorers."""
