"""The desk: everything that the command line does, from Python; add, find, show, cite, review, recode."""

from dragoman.desk.desk import Desk
from dragoman.desk.options import AddOptions, Report

__all__ = ["AddOptions", "Desk", "Report"]
