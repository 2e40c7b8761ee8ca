"""Settings and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from debater.config import Paths, Settings, load_settings, paths, save_setting
from debater.errors import ConfigError


def write(where: Paths, text: str | bytes) -> None:
    """Write the settings file of this test's user."""
    where.config.mkdir(parents=True)
    where.settings.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_without_a_file_every_setting_has_its_default() -> None:
    """No settings file is no error."""
    assert load_settings() == Settings()


def test_a_file_sets_and_the_environment_wins(
    where: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each setting is also DEBATER_NAME, which overrides the file."""
    write(where, 'motion = "mine"\ntheme = "paper"\n')
    monkeypatch.setenv("DEBATER_THEME", "dark")
    settings = load_settings()
    assert (settings.motion, settings.theme) == ("mine", "dark")


def test_every_mistake_in_the_settings_is_named_at_once(where: Paths) -> None:
    """Unknown keys get a suggestion, wrong types say what is wanted; all in one message."""
    write(where, 'motoin = "x"\ntheme = 3\nzzz = "y"\n')
    with pytest.raises(ConfigError) as caught:
        load_settings()
    text = str(caught.value)
    assert "“motoin” (did you mean “motion”)" in text
    assert "“theme” must be text" in text
    assert "“zzz” (known are" in text
    assert str(where.settings) in text
    assert caught.value.hint


@pytest.mark.parametrize("broken", [b"motion = ", b"\xff\xfe", b"[section", b"motion = no"])
def test_a_broken_settings_file_is_told_with_its_path(where: Paths, broken: bytes) -> None:
    """What TOML or UTF-8 cannot read ends in a sentence naming the file."""
    write(where, broken)
    with pytest.raises(ConfigError, match=r"settings\.toml"):
        load_settings()


def test_a_folder_in_place_of_the_settings_file_is_told(where: Paths) -> None:
    """An unreadable file is our error, not a traceback."""
    where.settings.mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings()


def test_debater_home_moves_every_folder(tmp_path: Path) -> None:
    """Settings, rounds, motions, indexes, prompts and log all lie under DEBATER_HOME."""
    where = paths({"DEBATER_HOME": str(tmp_path)})
    places = (
        where.settings, where.database, where.motions, where.prompts, where.indexes, where.log,
    )  # fmt: skip
    assert all(place.is_relative_to(tmp_path) for place in places)
    assert len(set(places)) == len(places)
    assert list(tmp_path.iterdir()) == [], "asking for a folder must not make one"


def test_without_debater_home_the_folders_are_the_platforms() -> None:
    """An empty DEBATER_HOME counts as none."""
    assert paths({"DEBATER_HOME": ""}) == paths({})


def test_every_setting_has_a_sentence_about_it() -> None:
    """Help can say what each setting does."""
    from dataclasses import fields

    assert all(setting.metadata["doc"] for setting in fields(Settings))


def test_a_setting_is_saved_and_every_other_line_kept(where: Paths) -> None:
    """Saving replaces one line, or adds it, and leaves comments and other settings alone."""
    write(where, '# mine\nmotion = "mine"\ntheme = "paper"  # old\n')
    save_setting("theme", 'dark "one"')
    assert load_settings().theme == 'dark "one"'
    assert where.settings.read_text().startswith('# mine\nmotion = "mine"\ntheme = ')
    save_setting("model", "folder")
    assert load_settings() == Settings(motion="mine", theme='dark "one"', model="folder")


def test_saving_into_a_broken_file_leaves_it_alone(where: Paths) -> None:
    """A file that cannot be read is not replaced by one setting."""
    write(where, b"motion = ")
    with pytest.raises(ConfigError):
        save_setting("theme", "dark")
    assert where.settings.read_bytes() == b"motion = "


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("words_a_minute", "fast"),
        ("words_a_minute", "0"),
        ("words_a_minute", "²"),
        ("alerts", "on"),
    ],
)
def test_a_value_that_none_can_have_is_told(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the setting, what it may be, and what it is."""
    monkeypatch.setenv(f"DEBATER_{name.upper()}", value)
    with pytest.raises(ConfigError, match=f"“{name}” must be .*not “{value}”"):
        load_settings()
