"""The desk: everything that the command line does, from Python; add, find, show, cite, review, recode."""

from dragoman.desk.adding import AddOptions, Report
from dragoman.desk.desk import Desk

__all__ = ["AddOptions", "Desk", "Report"]
