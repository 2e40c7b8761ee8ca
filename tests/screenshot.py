"""Exports the README's screenshot from the running app.

python -m tests.screenshot docs/round.svg
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from debater import assemble
from debater.config import Settings, limit_threads, paths
from debater.tui.app import DebaterApp
from debater.tui.screens.round import RoundScreen

_SAID = (
    "Putin only respects force, so we have to be tough.",
    "And Russia hates America anyway.",
)


async def export(path: Path, home: str, size: tuple[int, int] = (132, 40)) -> None:
    """Play a short round in the real app and write the screen to ``path`` as SVG."""
    app = DebaterApp(
        Settings(),
        paths({"DEBATER_HOME": home}),
        open_engine=assemble.open_engine,
        motion="detente",
        side="against",
    )
    async with app.run_test(size=size) as pilot:
        await _until(lambda: isinstance(app.screen, RoundScreen))
        for number, argument in enumerate(_SAID, start=1):
            await _until(lambda: app.screen.focused is not None)
            await pilot.press(*argument, "enter")
            screen = app.screen
            assert isinstance(screen, RoundScreen)
            await _until(lambda n=number, s=screen: len(s.play.before(n + 1).replies) == n)
        await pilot.pause(0.5)
        path.write_text(app.export_screenshot(title="debater", simplify=True), "utf-8")


async def _until(done: object) -> None:
    for _ in range(2000):
        if done():  # type: ignore[operator]  # a callable
            return
        await asyncio.sleep(0.02)
    raise TimeoutError("the app did not get there")


def main() -> None:
    """Write the screenshot to the path named."""
    limit_threads()
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(export(Path(sys.argv[1]), home))


if __name__ == "__main__":
    main()
