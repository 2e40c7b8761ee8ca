"""``debater motions check``: everything wrong or thin in a motion, a line each."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from debater import assemble
from debater.cli.diagnostics import say
from debater.config import Paths, Settings, load_settings, paths
from debater.motions.library import Found, find_motion
from debater.motions.lint import Report, check_pack, counts
from debater.motions.lint_material import Finding
from debater.text import clean_line, excerpt

# What a file holds is repeated in a problem: no more of it than helps to find it.
_LENGTH = 400


@click.command(
    "check",
    short_help="List every error and weakness, with file and line.",
    epilog="Exit code 1 on errors; 0 with warnings only, or none.",
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, an object a finding.")
def command(names: Sequence[str], as_json: bool) -> int:
    """Check motions: print every error and warning as “file:line: what; what to do”.

    NAME is a motion or the folder of one; without it, your default motion.  An error
    keeps a motion from being used; a warning is worth a look.
    """
    settings, where = load_settings(), paths()
    # A name that does not exist is told before anything is printed.
    found = [find_motion(name, settings, where) for name in names or (settings.motion,)]
    reports = [_check(one, settings, where) for one in found]
    findings = [finding for report in reports for finding in report.findings]
    if as_json:
        say(json.dumps([_record(one) for one in findings], ensure_ascii=False, indent=2))
    else:
        for one in findings:
            say(_line(one))
        for report in reports:
            if not report.findings:
                say(_sound(report))
        if findings:
            files = len({one.problem.path for one in findings})
            say(f"{', '.join(counts(findings))} in {files} file{'s' if files > 1 else ''}")
    return int(any(report.errors for report in reports))


def _check(found: Found, settings: Settings, where: Paths) -> Report:
    labelled, why = assemble.indexed(found, settings, where)
    why = clean_line(why).rstrip(".")
    why = why[:1].lower() + why[1:]
    name = "" if found.origin == "path" else found.name
    return check_pack(found.folder, labelled, why, name)


def _line(one: Finding) -> str:
    """Return a finding as a line: where, an error or a warning, what, and what to do."""
    where, what, mend = _shown(one)
    return f"{where}:{one.problem.line}: {one.severity}: {what}{f'; {mend}' if mend else ''}"


def _record(one: Finding) -> dict[str, str | int]:
    where, what, mend = _shown(one)
    return {
        "file": where,
        "line": one.problem.line,
        "severity": one.severity,
        "rule": one.rule,
        "what": what,
        "mend": mend,
    }


def _shown(one: Finding) -> tuple[str, str, str]:
    """Return the file, what is wrong and the mend, each on a line of moderate length."""
    problem = one.problem
    what, mend = (excerpt(clean_line(text), _LENGTH) for text in (problem.what, problem.mend))
    return clean_line(str(problem.path)), what, mend


def _sound(report: Report) -> str:
    motion = report.motion
    if motion is None:
        return f"{report.folder}: sound"
    by_coach = sum(passage.label.origin == "coach" for passage in motion.passages)
    lines = sum(len(point.answers) for point in motion.points())
    sources = f"{len(motion.sources)} source{'s' if len(motion.sources) != 1 else ''}"
    return (
        f"{report.folder}: the pack is sound: {sources}, {len(motion.passages)} passages "
        f"({by_coach} labelled by the coach), {lines} answers lines"
    )
