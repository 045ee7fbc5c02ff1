"""Bytes to article: text, HTML, JSON and URLs, all of them hostile until parsed."""
