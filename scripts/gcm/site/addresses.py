"""Read the path of a request, and write the addresses of the site."""

import re
from typing import Final
from urllib.parse import quote, unquote_to_bytes

SAFE: Final = "/:@!$&'()*+,;=~-._"  # what a path may hold as it is (RFC 3986)
_LONGEST: Final = 2000
# No second spelling of an address: no empty, "." or ".." segments, no encoded slashes.
_OTHERWISE: Final = re.compile(rb"%2f|%5c|//|\\", re.IGNORECASE)
_DOTS: Final = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")


def path_below(raw: bytes, base: str) -> str | None:
    """Return the decoded path of a request below the base of the site, without a slash before it.

    None if the path has a second spelling, is no text, or is not below the base. A path without
    the base is taken as one from which a proxy has taken the base.

    Args:
        raw: the path as it was sent, percent-encoded.
        base: the base, with a slash at both ends.
    """
    if len(raw) > _LONGEST or _OTHERWISE.search(raw) or not raw.startswith(b"/"):
        return None
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if _DOTS.search(path) or not path.isprintable():
        return None
    if path.startswith(base):
        return path[len(base) :]
    return "" if path + "/" == base else path[1:]


def address(base: str, path: str, query: str = "") -> str:
    """Return the address of a path of the site, on this host whatever the path holds."""
    return base + quote(path.lstrip("/"), safe=SAFE) + (f"?{query}" if query else "")


def is_base(text: str) -> bool:
    """Return whether a text is a base: segments of plain letters between slashes."""
    return bool(re.fullmatch(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*", text))
