"""`gcm serve`: the site and the SPARQL endpoint of a graph."""

import sys
from typing import Any

import click

from gcm.cli.options import lang_option, quiet_option, root_option, store_option, timeout_option
from gcm.cli.user_language import say
from gcm.core.errors import GcmError
from gcm.core.language import Lang, msg
from gcm.core.terminal import printable


@click.command(
    "serve",
    help=say(
        "Serve the graph to people and programs: pages in Spanish and English, the data of each "
        "IRI, and a SPARQL endpoint.\n\n"
        "Only this computer reaches it unless --host says otherwise. New data are served when "
        "files change. Ctrl-C ends it.\n\nExample: gcm serve --port 8000",
    ),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help=say("The address to listen at; 0.0.0.0 for everybody."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help=say("The port to listen at; 0 for any that is free."),
)
@click.option(
    "--base",
    default="/",
    show_default=True,
    metavar="PATH",
    help=say("The path of the site, if a proxy puts it below one, such as /gcm/."),
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    metavar="N",
    help=say("At most so many rows of a SELECT."),
)
@timeout_option(30.0)
@store_option
@quiet_option
@lang_option
@root_option
def command(limit: int, timeout: float, quiet: bool, lang: Lang, **options: Any) -> int:
    """Serve the site; the other options are those of `gcm.serve`."""
    from gcm.site.exchange import Limits  # late: only this command serves
    from gcm.site.server import is_weaker, serve

    def ready(address: str) -> None:
        click.echo(address)
        if not quiet:
            click.echo(
                msg(
                    "Open {address}{language}/ in a browser. Things to try:\n"
                    "  {address}{language}/id/state/SLV\n"
                    "  curl -H 'Accept: text/turtle' -L {address}id/state/SLV\n"
                    "  curl {address}sparql --data-urlencode "
                    "'query=SELECT ?state { ?state a gcm:State }'\n"
                    "Ctrl-C ends it."
                ).text(lang, address=address, language=lang),
                err=True,
            )
            if is_weaker():
                click.echo(
                    msg(
                        "On this system queries outlive a server that is killed, up to their "
                        "time limit, and pages are not kept from opening connections."
                    ).text(lang),
                    err=True,
                )
        sys.stdout.flush()

    def reloaded(error: GcmError | None) -> None:
        if error:
            click.echo(printable(error.text(lang), keep_lines=True), err=True)
            click.echo(msg("The data from before are still served.").text(lang), err=True)
        elif not quiet:
            click.echo(msg("New data are served.").text(lang), err=True)

    limits = Limits(rows=limit, seconds=timeout)
    serve(limits=limits, on_ready=ready, on_reload=reloaded, **options)
    return 0
