"""``dateline serve``: the workbench in the browser."""

from __future__ import annotations

import click

from dateline.cli.options import Settings, store_option
from dateline.errors import UserError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port to listen on.")
@click.option(
    "--accounts", is_flag=True, help="Everybody must log in; demanded for any address but this machine's own."
)
@click.option("--public", is_flag=True, help="Open /public to everybody: incidents, briefs and feeds, to read only.")
@store_option
@click.pass_obj
def serve(settings: Settings, host: str, port: int, accounts: bool, public: bool) -> None:
    """Open the workbench: incidents on a map, the evidence behind them, and people's corrections.

    \b
    Examples:
      dateline serve
      dateline serve --port 9000
    """
    try:
        import uvicorn

        from dateline.web import WebSettings, make_app
    except ImportError as error:
        raise UserError(f"the workbench needs more packages ({error.name}): pip install 'dateline[web]'") from error
    app = make_app(settings.load(), WebSettings(host, port, accounts, public))
    click.echo(f"the workbench is at http://{host}:{port}/ (Ctrl+C ends it)")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
