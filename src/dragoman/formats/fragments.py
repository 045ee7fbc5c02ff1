"""Text fragments: addresses of sources that lead a browser to the very words, as ``#:~:text=`` says them."""

from __future__ import annotations

from urllib.parse import quote

# Words are named in full up to so many characters; of longer ones the first and last few.
WHOLE = 200
FEW = 5


def source_address(url: str | None, words: str) -> str | None:
    """The address of a source that leads to some words in it; the address alone where there are none.

    Args:
        url: the address; None gives None.
        words: the words as they stand in the article; a browser takes white space of any kind for a blank.
    """
    if not url:
        return None
    listed = words.split()
    if not listed:
        return url
    whole = " ".join(listed)
    if len(whole) <= WHOLE or len(listed) < 2 * FEW:
        named = coded(whole)
    else:
        named = f"{coded(' '.join(listed[:FEW]))},{coded(' '.join(listed[-FEW:]))}"
    address, hash_, fragment = url.partition("#")
    return f"{address}#{fragment.partition(':~:')[0] if hash_ else ''}:~:text={named}"


def coded(words: str) -> str:
    """Words in percent-encoding; '-', ',' and '&' have a meaning in a text fragment and are encoded as well."""
    return quote(words, safe="").replace("-", "%2D")
