"""Credentials from the environment or netrc, given only to the host that they are for.

Credentials are read when a request is made, appear in no message, and never come from the command
line.
"""

import hashlib
import netrc
import os
import secrets
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import parse_http_list, parse_keqv_list

from gcm.core.errors import RunError

_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_PORTS = {"http": 80, "https": 443}


class Credentials(NamedTuple):
    """A name with its password, or a token; for one origin."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        """Return nothing that could end up in a log."""
        return "Credentials(…)"

    def answer(self, challenges: Iterable[str], method: str, url: str, count: int) -> str:
        """Return the `Authorization` for one of the challenges; empty if none can be met.

        Args:
            challenges: the `WWW-Authenticate` headers (RFC 9110, section 11.6.1).
            method: the method of the request.
            url: the address of the request, of which Digest signs path and query (RFC 7616).
            count: the number of requests that met these challenges, this one included.
        """
        if not self.user:
            return ""
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        known = [(scheme.lower(), words) for scheme, _, words in map(_split, challenges)]
        for scheme, words in known:
            if scheme == "digest" and (answer := self._digest(words, method, target, count)):
                return answer
        if any(scheme == "basic" for scheme, _ in known) or not known:
            return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
        return ""

    def _digest(self, words: str, method: str, target: str, count: int) -> str:
        """Answer by RFC 7616 with `qop=auth`."""
        fields = parse_keqv_list([one for one in parse_http_list(words) if "=" in one])
        name = fields.get("algorithm", "MD5")
        hashed = _HASHES.get(name.upper())
        offered = [one.strip() for one in fields.get("qop", "").split(",")]
        if hashed is None or "nonce" not in fields or "auth" not in offered:
            return ""

        def digest(*parts: str) -> str:
            return hashed(":".join(parts).encode()).hexdigest()

        realm, nonce, mine = fields.get("realm", ""), fields["nonce"], secrets.token_hex(8)
        secret = digest(self.user, realm, self.password)
        response = digest(secret, nonce, f"{count:08x}", mine, "auth", digest(method, target))
        answer = {"username": self.user, "realm": realm, "nonce": nonce, "uri": target}
        answer |= {"response": response}
        if "opaque" in fields:
            answer["opaque"] = fields["opaque"]
        quoted = [f'{key}="{_quoted(value)}"' for key, value in answer.items()]
        if "algorithm" in fields:
            quoted.append(f"algorithm={name}")
        quoted += ["qop=auth", f"nc={count:08x}", f'cnonce="{mine}"']
        return "Digest " + ", ".join(quoted)


def credentials_for(url: str) -> Credentials | None:
    """Return the credentials for the host of `url` from the environment or netrc.

    `GCM_ENDPOINT_TOKEN`, or `GCM_ENDPOINT_USER` with `GCM_ENDPOINT_PASSWORD`, are for the endpoint
    that the user named; else the entry of its host in the file `NETRC` or `~/.netrc`.

    Raises:
        RunError: the netrc file cannot be parsed.
    """
    if token := os.environ.get("GCM_ENDPOINT_TOKEN"):
        return Credentials(token=token)
    if user := os.environ.get("GCM_ENDPOINT_USER"):
        return Credentials(user, os.environ.get("GCM_ENDPOINT_PASSWORD", ""))
    named = os.environ.get("NETRC")
    file = Path(named) if named else Path("~").expanduser() / ".netrc"
    try:
        found = netrc.netrc(file).authenticators(urlsplit(url).hostname or "")
    except netrc.NetrcParseError as error:
        # The parser's own message may quote the file.
        raise RunError(
            "the file of passwords cannot be read; correct the line to the form “machine HOST "
            "login NAME password PASSWORD”, and let nobody else read it (chmod 600).",
            file=file,
            line=error.lineno,
        ) from None
    except (OSError, UnicodeDecodeError):
        return None
    return Credentials(found[0], found[2] or "") if found else None


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port, the scope of credentials (RFC 6454)."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, parts.hostname or "", parts.port or _PORTS.get(scheme, 0)


def _split(challenge: str) -> tuple[str, str, str]:
    return challenge.strip().partition(" ")


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
