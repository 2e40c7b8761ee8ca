"""Settings and folders: a TOML file, ``DEBATER_…`` variables over it, and nothing else.

Every setting ``name`` is also the environment variable ``DEBATER_NAME``, which wins.
``DEBATER_HOME`` moves settings and data into one folder of the user's choice.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from debater.errors import ConfigError

SETTINGS_FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set; each default is what most users want."""

    motion: str = field(default="detente", metadata={"doc": "the motion offered first"})
    theme: str = field(default="debater-dark", metadata={"doc": "the theme of the terminal UI"})
    model: str = field(
        default="",
        metadata={
            "doc": "another embedding model: a folder or name sentence-transformers can load"
        },
    )
    motions: str = field(
        default="", metadata={"doc": "more folders of motions, separated as in PATH"}
    )
    words_a_minute: str = field(
        default="150", metadata={"doc": "the pace of a speech, which sets its budget of words"}
    )
    alerts: str = field(
        default="bell",
        metadata={"doc": "the clock's alerts: bell (rung and shown), shown, or off"},
    )
    new_drills: str = field(
        default="20", metadata={"doc": "how many new drills are asked on one day"}
    )

    @property
    def pace(self) -> int:
        """The words a minute; the setting is checked when settings are read."""
        return int(self.words_a_minute)

    @property
    def new_a_day(self) -> int:
        """The new drills a day; the setting is checked when settings are read."""
        return int(self.new_drills)


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders this user's files lie in.  Nothing is created by asking."""

    config: Path
    data: Path

    @property
    def settings(self) -> Path:
        """The TOML file of settings."""
        return self.config / SETTINGS_FILE

    @property
    def database(self) -> Path:
        """The SQLite file of rounds."""
        return self.data / "rounds.db"

    @property
    def motions(self) -> Path:
        """The user's own motions, a folder each."""
        return self.data / "motions"

    @property
    def prompts(self) -> Path:
        """The user's overrides of the shipped wording, by file name."""
        return self.config / "prompts"

    @property
    def indexes(self) -> Path:
        """Built indexes of motions that are not shipped, or that another model encodes."""
        return self.data / "index"

    @property
    def log(self) -> Path:
        """Where the terminal UI writes what went wrong."""
        return self.data / "debater.log"


def paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """Return this user's folders; ``DEBATER_HOME`` moves them all."""
    home = environ.get("DEBATER_HOME")
    if home:
        folder = Path(home).expanduser()
        return Paths(folder / "config", folder / "data")
    return Paths(
        Path(platformdirs.user_config_dir("debater", appauthor=False)),
        Path(platformdirs.user_data_dir("debater", appauthor=False)),
    )


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings file, if there is one, and the environment over it.

    Raises ``ConfigError`` naming every key that is unknown or of the wrong type.
    """
    path = paths(environ).settings
    values: dict[str, object] = {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"The settings in {path} cannot be read: {error}.", "Correct the file or remove it."
        ) from error
    known = {setting.name: setting for setting in fields(Settings)}
    problems = []
    for name, value in values.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            mend = f"did you mean “{near[0]}”" if near else f"known are {', '.join(known)}"
            problems.append(f"unknown setting “{name}” ({mend})")
        elif not isinstance(value, str):
            problems.append(f"“{name}” must be text in quotes")
    if problems:
        raise ConfigError(f"{path}: {'; '.join(problems)}.", "Correct the file or remove it.")
    for name in known:
        given = environ.get(f"DEBATER_{name.upper()}")
        if given is not None:
            values[name] = given
    settings = Settings(**values)  # type: ignore[arg-type]  # checked above: known, text
    if problems := _value_problems(settings):
        raise ConfigError(f"{'; '.join(problems)}.", f"Correct {path} or the variable.")
    return settings


# How the clock's alerts are given.
ALERTS = ("bell", "shown", "off")
# Slower than dictation, faster than the quickest speaker.
_PACES = range(40, 601)
_NEW_DRILLS = range(1001)


def _value_problems(settings: Settings) -> list[str]:
    """Say which settings have a value that none can have."""
    problems = []
    pace = settings.words_a_minute
    if not (pace.isascii() and pace.isdigit() and int(pace) in _PACES):
        problems.append(
            f"“words_a_minute” must be a whole number from {_PACES[0]} to {_PACES[-1]}, "
            f"not “{pace}”"
        )
    new = settings.new_drills
    if not (new.isascii() and new.isdigit() and int(new) in _NEW_DRILLS):
        problems.append(
            f"“new_drills” must be a whole number from {_NEW_DRILLS[0]} to {_NEW_DRILLS[-1]}, "
            f"not “{new}”"
        )
    if settings.alerts not in ALERTS:
        known = ", ".join(f"“{name}”" for name in ALERTS)
        problems.append(f"“alerts” must be one of {known}, not “{settings.alerts}”")
    return problems


def limit_threads(environ: MutableMapping[str, str] = os.environ) -> None:
    """Keep the linear algebra libraries to one thread, unless the user has said otherwise.

    On a busy machine a second thread makes a short answer slower, not quicker.  Must run
    before NumPy or faiss is imported.
    """
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environ.setdefault(variable, "1")


def save_setting(name: str, value: str, environ: Mapping[str, str] = os.environ) -> None:
    """Write one setting to the settings file, keeping every other line as it is.

    Raises ``ConfigError`` when the file cannot be read as settings or written; it is
    then left as it was.
    """
    path = paths(environ).settings
    load_settings(environ)
    line = f"{name} = {json.dumps(value)}"
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        after, changed = re.subn(rf"(?m)^[ \t]*{name}[ \t]*=.*$", lambda _: line, before, count=1)
        if not changed:
            after = f"{before.rstrip()}\n{line}\n".lstrip()
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_text(after, "utf-8")
        aside.replace(path)
    except OSError as error:
        raise ConfigError(
            f"The setting “{name}” cannot be written to {path} ({error.strerror}).",
            "Check that the folder can be written, or set DEBATER_HOME.",
        ) from error
