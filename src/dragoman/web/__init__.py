"""The desk in the browser: pages and a JSON API over a store; it holds no logic of its own."""

from dragoman.web.app import make_app
from dragoman.web.options import ServeOptions

__all__ = ["ServeOptions", "make_app"]
