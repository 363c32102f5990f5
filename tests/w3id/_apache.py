"""Apache on loopback, set up as w3id.org is: what leads where is asked, nothing is followed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from ..processes import free_ports, program, running

ID = Path(__file__).parents[2] / "ontology" / "w3id"
HTACCESS, README = ID / ".htaccess", ID / "README.md"
HOST = "https://gcm-graph.example.org"
MODULES = Path("/usr/lib/apache2/modules")
NOBODY = 65534

# The modules of w3id.org and what its server says of its folders, from `tools/server/conf` of
# https://github.com/perma-id/w3id.org: MultiViews is on, and redirects have pages of their own.
LOADED = (
    *("mpm_event", "authn_core", "authz_core", "authz_host", "access_compat"),
    *("rewrite", "alias", "headers", "setenvif", "env", "mime", "dir"),
    *("autoindex", "negotiation", "deflate", "filter", "reqtimeout"),
)
PAGES = {301: "3xx", 302: "3xx", 303: "3xx", 400: "400", 403: "403", 404: "404"}
SETTINGS = """\
ServerRoot "{folder}"
ServerName w3id.org
Listen 127.0.0.1:{port}
PidFile "{folder}/apache2.pid"
ErrorLog "{folder}/error.log"
TypesConfig /dev/null
DocumentRoot "{folder}/ids"
AccessFileName .htaccess
DirectoryIndex index.html index.htm
Header always set Access-Control-Allow-Origin "*"
<Directory />
  Options FollowSymLinks
  AllowOverride None
  Require all denied
</Directory>
<Directory "{folder}/ids">
  Options Indexes FollowSymLinks MultiViews
  AllowOverride All
  Require all granted
</Directory>
<Files ~ "^\\.ht">
  Require all denied
</Files>
"""

Answer = tuple[int, str | None]


class Server(NamedTuple):
    """Where Apache answers; `token` is a file that only this one has."""

    port: int
    token: str

    def get(self, path: str, accept: str | None = None, method: str = "GET") -> Answer:
        """The status and the Location that a request target gets, sent as it is written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            if accept is not None:
                connection.putheader("Accept", accept)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, response.getheader("Location")
        finally:
            connection.close()

    def answers(self) -> bool:
        """Whether it is this server that answers by now."""
        with suppress(OSError):
            return self.get(f"/{self.token}") == (200, None)
        return False


def apache(htaccess: str, folder: Path) -> tuple[list[str], Server]:
    """The command that starts Apache in a folder with our rules, and where it will answer."""
    program_file = program("apache2", "apache2-bin")
    (port,) = free_ports(1)
    server = Server(port, uuid4().hex)
    files = {
        "apache2.conf": _settings(folder, port),
        "ids/gcm-graph/.htaccess": htaccess,
        "ids/gcm-graph/README.md": README.read_text(encoding="utf-8"),
        f"ids/{server.token}": "",
        **{f"ids/w3id/{page}.html": page for page in PAGES.values()},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    # One process, so that nothing outlives it.
    return [program_file, "-f", str(folder / "apache2.conf"), "-X"], server


@contextmanager
def serving(htaccess: str) -> Generator[Server]:
    """Apache with these rules at `/gcm-graph/`, for as long as the block runs."""
    # Root may serve no pages; whom it becomes cannot enter pytest's own folders.
    user = NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="gcm-w3id-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running(partial(apache, htaccess), Server.answers, folder, user) as server:
            yield server


def _settings(folder: Path, port: int) -> str:
    modules = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED]
    pages = [f"ErrorDocument {status} /w3id/{page}.html" for status, page in PAGES.items()]
    return "\n".join([*modules, SETTINGS.format(folder=folder, port=port), *pages, ""])
