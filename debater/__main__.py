"""``python -m debater`` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Deferred so that importing this module costs nothing.
    from debater.cli.diagnostics import run
    from debater.cli.main import cli

    sys.exit(run(cli))


if __name__ == "__main__":
    main()
