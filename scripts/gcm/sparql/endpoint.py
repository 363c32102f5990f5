"""The only module that imports SPARQLWrapper: queries and updates by the SPARQL 1.1 Protocol.

SPARQLWrapper forms the requests; `gcm.sparql.transport` sends them, since SPARQLWrapper's own
transport has no deadline, forwards credentials after a redirect and installs its log-in for the
whole process.
"""

import json
import re
from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from SPARQLWrapper import POST, SPARQLWrapper

from gcm.core.errors import EndpointError, RunError
from gcm.core.language import msg
from gcm.core.results import Cell, Table, table_from_json
from gcm.core.version import __version__
from gcm.rdf.oxigraph import Triple, parse_graph
from gcm.sparql.limits import Rows
from gcm.sparql.reply import Reply, shown
from gcm.sparql.transport import CUT_OFF, Transport

PARTIAL = msg(
    "{url} gives no more than {count} rows or triples and left out the rest. Narrow the query, "
    "or ask the server's operator to raise the limit."
)
NO_RESULTS = msg(
    "{url} sends JSON that is not in the form of SPARQL 1.1 Query Results. Check the address."
)

TIMEOUT: Final = 60.0
AGENT: Final = f"gcm-graph/{__version__}"
_LONG: Final = 2000  # characters of an address that every server and proxy accepts
_LIMIT: Final = re.compile(r"\bLIMIT\s+([0-9]{1,18})", re.IGNORECASE)
_ROWS: Final = ("application/sparql-results+json", "application/json")
_TRIPLES: Final = ("application/n-triples", "text/turtle", "application/x-turtle", "text/plain")
_ROWS_ACCEPT: Final = "application/sparql-results+json"
_TRIPLES_ACCEPT: Final = "application/n-triples, text/turtle;q=0.5"


class Endpoint:
    """A SPARQL endpoint at an address."""

    def __init__(self, url: str) -> None:
        """Prepare queries to an address; nothing is sent yet.

        Raises:
            UsageError: the address is not an HTTP address, or contains a password.
            RunError: netrc cannot be parsed.
        """
        self.url = url
        self._transport = Transport(url)
        self.server = ""  # the server's name for itself, once it has answered

    def table(
        self,
        text: str,
        form: str = "SELECT",
        graphs: Collection[str] = (),
        timeout: float | None = TIMEOUT,
        limit: int | None = None,
    ) -> Table:
        """Return the rows of a SELECT; of an ASK one row, in the column `answer`.

        Args:
            text: the query, its prefixes declared.
            form: SELECT or ASK.
            graphs: the graphs to query; if empty, the endpoint's default.
            timeout: seconds for the whole exchange; None for no limit.
            limit: rows after which reading stops.

        Raises:
            RunError: the endpoint returns no such answer; see `gcm.sparql.reply`.
        """
        enough = None if limit is None else Rows(limit)
        reply = self._send(text, form, graphs, timeout, enough)
        _expect(reply, _ROWS)
        if not (enough and enough.done):
            _refuse_partial(reply, text)
        body = enough.cut(reply.body) if enough else reply.body
        try:
            table = _strict(table_from_json(body))
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise RunError(CUT_OFF, url=shown(reply.url)) from None
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
            raise RunError(NO_RESULTS, url=shown(reply.url)) from None
        if form == "ASK" and table.columns == ("__ASK_RETVAL",):  # Virtuoso's form
            found = any(cell and cell.value == "1" for row in table.rows for cell in row)
            return Table(("answer",), ((Cell("literal", str(found).lower()),),))
        return table

    def triples(
        self,
        text: str,
        form: str = "CONSTRUCT",
        graphs: Collection[str] = (),
        timeout: float | None = TIMEOUT,
        limit: int | None = None,
    ) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE, each once; all else is as for `table`."""
        reply = self._send(text, form, graphs, timeout)
        _expect(reply, _TRIPLES)
        try:
            found = list(dict.fromkeys(parse_graph(reply.body, turtle="turtle" in reply.kind)))
        except SyntaxError as error:
            reason = " ".join(str(error.msg or error).split())
            raise RunError(
                "the graph that {url} sends breaks off or is wrong: {reason}",
                url=shown(reply.url),
                reason=reason,
            ) from None
        if limit is None or len(found) < limit:
            _refuse_partial(reply, text)
        return found[:limit]

    def update(self, text: str, timeout: float | None = TIMEOUT) -> None:
        """Run an idempotent SPARQL Update.

        Raises:
            RunError: the endpoint refuses or cannot be reached.
        """
        self._send(text, "INSERT", (), timeout)

    def _send(
        self,
        text: str,
        form: str,
        graphs: Collection[str],
        timeout: float | None,
        enough: Rows | None = None,
    ) -> Reply:
        parts = urlsplit(self.url)
        wrapper = SPARQLWrapper(parts._replace(query="", fragment="").geturl(), agent=AGENT)
        wrapper.setOnlyConneg(True)
        # Not setQuery, whose patterns backtrack on long texts and guess the form.
        wrapper.queryString, wrapper.queryType = text, form
        kinds = _ROWS_ACCEPT if form in ("SELECT", "ASK") else _TRIPLES_ACCEPT
        wrapper.addCustomHttpHeader("Accept", kinds)
        for name, value in parse_qsl(parts.query):
            wrapper.addParameter(name, value)
        for graph in graphs:
            wrapper.addDefaultGraph(graph)
            wrapper.addNamedGraph(graph)
        length = len(self.url) + len(text) * 2 + sum(2 * len(graph) + 40 for graph in graphs)
        if form == "INSERT" or length > _LONG:
            wrapper.setMethod(POST)
        reply = self._transport.send(wrapper._createRequest(), timeout, enough)
        self.server = reply.headers.get("server", self.server)
        return reply


def _refuse_partial(reply: Reply, text: str) -> None:
    """Refuse an answer of which the server omitted results beyond a limit of its own."""
    most = reply.headers.get("x-sparql-maxrows", "")  # of Virtuoso
    asked = _LIMIT.findall(text)
    within = most.isdigit() and asked and int(asked[-1]) <= int(most)
    if reply.headers.get("gcm-complete") == "false":  # ours: rows that the query asks for
        most, within = reply.headers.get("gcm-limit", "?"), False
    if most and not within:
        raise RunError(PARTIAL, url=shown(reply.url), count=most)


def _expect(reply: Reply, kinds: Sequence[str]) -> None:
    """Refuse an answer of another media type than requested."""
    if reply.is_page:
        raise EndpointError(
            "{url} sends a web page, not an answer. Check the address: it may be that of a form "
            "to fill in, or of a log-in.",
            status=reply.status,
            url=shown(reply.url),
        )
    packed = reply.headers.get("content-encoding", "identity")
    if reply.kind not in kinds or packed != "identity":
        kind = packed if packed != "identity" else reply.kind or "—"
        raise RunError(
            "{url} sends {kind}; {wanted} was asked for. Check that it is a SPARQL 1.1 endpoint.",
            url=shown(reply.url),
            kind=kind,
            wanted=kinds[0],
        )


def _strict(table: Table) -> Table:
    """Return the table if all its values are text, as they must be."""
    texts = [text for row in table.rows for cell in row if cell for text in cell]
    if not all(isinstance(text, str) for text in (*table.columns, *texts)):
        raise TypeError
    return table
