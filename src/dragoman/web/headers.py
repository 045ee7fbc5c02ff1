"""Headers that every answer has: what browsers may load and do with it, and who may keep copies."""

from __future__ import annotations

from dragoman.web.options import ServeOptions

CONTENT = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    # Nothing to other sites. 'no-referrer' would also take the Origin from the desk's own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}
# Two years, as browsers ask for.
HSTS = "max-age=63072000"


def headers_for(options: ServeOptions) -> dict[str, str]:
    """The headers that every answer has, unless it says otherwise itself."""
    return {**HEADERS, "Strict-Transport-Security": HSTS} if options.https else dict(HEADERS)
