"""Choose what a client accepts: media types, languages and encodings (RFC 9110, section 12)."""

import re
from functools import lru_cache

from gcm.core.language import LANGS, Lang

_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_PARAMETERS = re.compile(r';((?:"(?:[^"\\]|\\.)*+"|[^;"])*+)')
_PARTS = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|[^,"])++')
_MOST = 4096  # characters of a header that are read


@lru_cache(256)
def qualities(header: str) -> dict[str, float]:
    """Return the quality of each range in an Accept header, in lower case; 1 where none is given.

    What is not well-formed counts for nothing.
    """
    found: dict[str, float] = {}
    for part in _PARTS.findall(header[:_MOST]):
        name, _, rest = part.partition(";")
        quality = 1.0
        for parameter in _PARAMETERS.findall(";" + rest):
            if parameter.strip()[:2].lower() == "q=":
                given = _QUALITY.fullmatch(parameter.strip())
                quality = float(given[1]) if given else 0.0
        if name.strip():
            found.setdefault(name.strip().lower(), quality)
    return found


@lru_cache(1024)
def best_type(header: str, offered: tuple[str, ...]) -> str:
    """Return the media type that a client likes best; the earlier of equals, empty if none will do.

    Args:
        header: an Accept header; an empty one accepts everything.
        offered: media types without parameters.
    """
    wanted = qualities(header) if header.strip() else {"*/*": 1.0}

    def quality(kind: str) -> float:
        for name in (kind, kind.partition("/")[0] + "/*", "*/*"):
            if name in wanted:
                return wanted[name]
        return 0.0

    chosen = max(offered, key=quality, default="")
    return chosen if chosen and quality(chosen) > 0 else ""


def best_language(header: str) -> Lang:
    """Return the language of ours that an Accept-Language header likes best; English if none."""
    wanted: dict[str, float] = {}
    for name, quality in qualities(header).items():
        base = name.partition("-")[0]
        wanted[base] = max(quality, wanted.get(base, 0.0))
    rest = wanted.get("*", 0.0)
    return max(LANGS, key=lambda lang: (wanted.get(lang, rest), lang == "en"))


def accepts_gzip(header: str) -> bool:
    """Return whether an Accept-Encoding header allows gzip."""
    wanted = qualities(header)
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0
