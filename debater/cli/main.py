"""The top of the command line: groups are imported when they are called."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence

import click

import debater
from debater.cli.diagnostics import nobody_reads
from debater.config import load_settings

_COMMANDS = {
    "ask": ("debater.cli.ask", "Answer one argument, or one a line, as text or JSON."),
    "spar": ("debater.cli.spar", "Spar in the terminal UI, or as plain lines with --plain."),
    "debate": ("debater.cli.debate", "Debate in a format, as plain lines."),
    "rounds": ("debater.cli.rounds", "Find, resume, name, fork, export and delete rounds."),
    "cards": ("debater.cli.cards", "List, read, export and delete evidence cards."),
    "drill": ("debater.cli.drill", "Drill what is due, as plain lines; or export it for Anki."),
    "progress": ("debater.cli.progress", "Count what your rounds and drills add up to."),
    "motions": ("debater.cli.motions", "Make, check, review, try and share motions."),
    "formats": ("debater.cli.formats", "List, show and check formats of debate."),
    "quotes": ("debater.cli.quotes", "Check the quotations of a text against the sources."),
    "openings": ("debater.cli.openings", "List what could be said on each side of a motion."),
    "rubric": ("debater.cli.rubric", "Print the rubric that ballots are made by."),
    "index": ("debater.cli.index", "Build, check and describe the index of a motion."),
    "doctor": ("debater.cli.doctor", "Say what is installed, where data lies, what is sound."),
}


class _LazyGroup(click.Group):
    """A group whose commands are imported only when one is run.

    ``--help`` then needs neither an engine nor a screen: it lists what is known here.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(_COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Caught here because click would make it an exit code of 1.
            return nobody_reads()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--motions",
    "folders",
    multiple=True,
    metavar="DIR",
    help="A folder of motions to look in first, for this run; may be repeated.",
)
@click.version_option(debater.__version__, "-V", "--version", prog_name="debater")
@click.pass_context
def cli(context: click.Context, folders: Sequence[str]) -> int | None:
    """Argue a motion and be answered with the best cited passage against you.

    Without a command, the terminal UI opens: choose a motion and a side, type an
    argument, press Enter.  Every quotation is word for word in a source and says where.

    \b
    First steps
      debater                                   open the UI
      debater spar --plain --side against       the same round as plain lines
      debater ask --side against "Putin only respects force."
      debater motions list                      what can be debated
    """
    if folders:
        # As if set outside, so that whatever this run starts looks there too.
        known = os.environ.get("DEBATER_MOTIONS", load_settings().motions)
        os.environ["DEBATER_MOTIONS"] = os.pathsep.join([*folders, *filter(None, [known])])
    if context.invoked_subcommand is not None:
        return None
    # Textual is imported only for the screen.
    from debater.config import limit_threads
    from debater.tui.app import run

    limit_threads()

    return run()
