"""The command line: one command per use case, the only room that prints.

Heavy rooms are imported inside the commands, so that `pantau --help` answers at once.
"""

from __future__ import annotations

import typer

from pantau.cli import (
    caring,
    drafting,
    exporting,
    handing,
    joining,
    looking,
    measuring,
    observing,
    reading,
    searching,
    serving,
    sitreps,
    users,
)
from pantau.cli import journal as journaling
from pantau.cli.terminal import prepare, say

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}

app = typer.Typer(
    name="pantau",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)
theatre = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Theatres: the conflicts that are monitored, one TOML file each."
)
journal = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The journal: who decided and did what, when, why; proof that nobody changed it."
)
observe = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Field reports: what observers heard, saw, recorded or were told."
)

app.command("read", context_settings=SETTINGS)(reading.read)
app.command("reread", context_settings=SETTINGS)(reading.reread)
app.command("extract", context_settings=SETTINGS)(reading.extract)
app.command("import", context_settings=SETTINGS)(joining.import_)
app.command("relink", context_settings=SETTINGS)(joining.relink)
app.command("show", context_settings=SETTINGS)(looking.show)
app.command("search", context_settings=searching.SETTINGS)(searching.search)
app.command("serve", context_settings=SETTINGS)(serving.serve)
app.command("report", context_settings=SETTINGS)(handing.report)
app.command("sitrep", context_settings=SETTINGS)(sitreps.sitrep)
app.command("export", context_settings=SETTINGS)(exporting.export)
app.command("demo", context_settings=SETTINGS)(handing.demo)
app.command("bench", context_settings=SETTINGS)(measuring.bench)
app.add_typer(theatre, name="theatre")
app.add_typer(observe, name="observe")
observe.command("add", context_settings=SETTINGS)(observing.add)
observe.command("import", context_settings=SETTINGS)(observing.import_)
observe.command("template", context_settings=SETTINGS)(observing.template)
observe.command("list", context_settings=SETTINGS)(observing.list_)
theatre.command("check", context_settings=SETTINGS)(handing.check)
theatre.command("draft", context_settings=SETTINGS)(drafting.draft)

app.command("backup", context_settings=SETTINGS)(caring.backup)
app.command("restore", context_settings=SETTINGS)(caring.restore)
app.command("verify", context_settings=SETTINGS)(caring.verify)
app.command("withdraw", context_settings=SETTINGS)(caring.withdraw)
app.add_typer(journal, name="journal")
journal.command("verify", context_settings=SETTINGS)(journaling.verify)
journal.command("head", context_settings=SETTINGS)(journaling.head)
journal.command("show", context_settings=SETTINGS)(journaling.show)
user = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Accounts: who may come to the desk, and what each may do there.")
key = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Keys by which programs act for an account.")
app.add_typer(user, name="user")
for _name, _command in (
    ("add", users.add), ("list", users.list_), ("role", users.role), ("full-name", users.full_name), ("theatres", users.theatres),
    ("disable", users.disable), ("enable", users.enable), ("password", users.password),
):  # fmt: skip
    user.command(_name, context_settings=SETTINGS)(_command)
user.add_typer(key, name="key")
key.command("add", context_settings=SETTINGS)(users.key_add)
key.command("revoke", context_settings=SETTINGS)(users.key_revoke)


def _version(value: bool) -> None:
    if value:
        from pantau import __version__

        say(f"pantau {__version__}")
        raise typer.Exit


@app.callback()
def _pantau(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version and exit."),
) -> None:
    """Reads kept news pages and keeps a ceasefire monitor's record, every value with the exact words it came from.

    \b
    A first look:      pantau demo
    Read pages:        pantau read pages/
    Look at them:      pantau show timeline
    Find words:        pantau search gencatan senjata
    See it all:        pantau serve
    Hand them on:      pantau report --out report.html
                       pantau export csv --kind claims
    """


def main() -> None:
    """The command `pantau`."""
    prepare()
    typer.main.get_command(app)(prog_name="pantau")  # not app(): that would put tracebacks back


if __name__ == "__main__":
    main()
