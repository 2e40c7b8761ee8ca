"""Packs as one .zip: what is written, what is taken in, and every attack that is not."""

from __future__ import annotations

import io
import re
import stat
import struct
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.errors import DebaterError, PackError, StorageError
from debater.motions import archive, exchange
from debater.motions.exchange import export_pack, import_pack, remove_folder, valid_name
from debater.motions.library import Found
from debater.motions.pack import read_motion
from tests.support import DETENTE, PACK_NAMES, PACKS, copy_pack

YAML = b"statement: Buses should be free\nsources: [{id: s, file: text.txt, stance: for}]\n"
TEXT = b"One reason is this.\r\n\r\nTwo reasons are that.\r\n"
PACK = {"bus/motion.yaml": YAML, "bus/text.txt": TEXT}

FindPack = Callable[[Path], Found]


def zipped(members: dict[str, bytes], **changes: int) -> bytes:
    """Return a .zip of ``members``; ``changes`` are attributes of the last one's entry."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members.items(), 1):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in changes.items() if number == len(members) else ():
                setattr(info, attribute, value)
            archive.writestr(info, data)
    return held.getvalue()


def patched(data: bytes, member: int, central: int, local: int | None, form: str, to: int) -> bytes:
    """Overwrite a field of the ``member``-th entry, in the directory and in its own header."""
    changed = bytearray(data)
    at = struct.unpack_from("<I", data, data.rindex(b"PK\x05\x06") + 16)[0]
    for _ in range(member):
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    struct.pack_into(form, changed, at + central, to)
    if local is not None:
        header = struct.unpack_from("<I", data, at + 42)[0]
        struct.pack_into(form, changed, header + local, to)
    return bytes(changed)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """The folder motions are taken into."""
    return tmp_path / "home" / "motions"


@pytest.fixture
def take(tmp_path: Path, into: Path) -> Callable[..., exchange.Imported]:
    """Return a function that imports the bytes of a .zip."""

    def run(data: bytes, name: str = "", force: bool = False) -> exchange.Imported:
        file = tmp_path / "given.zip"
        file.write_bytes(data)
        return import_pack(file, into, name, force)

    return run


Take = Callable[..., exchange.Imported]


@pytest.fixture
def refused(take: Take, into: Path, tmp_path: Path) -> Callable[[bytes, str], DebaterError]:
    """Return a function that sees a .zip refused with the words given, and nothing left."""

    def run(data: bytes, words: str) -> DebaterError:
        with pytest.raises(DebaterError) as told:
            take(data)
        # The folder is called after the test, so it might hold the words.
        assert re.search(words, str(told.value).replace(str(tmp_path), ""))
        assert list(into.rglob("*")) == []
        assert {path.name for path in tmp_path.iterdir()} <= {"given.zip", "home", "debater-home"}
        return told.value

    return run


Refused = Callable[[bytes, str], DebaterError]


# --- names ---


@pytest.mark.parametrize("name", ["bus", "Bus_2", "car-free", "détente", "2024", "x" * 64])
def test_names_a_motion_may_have(name: str) -> None:
    """Letters of any script, digits, a dash and an underscore."""
    assert valid_name(name) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        ("x" * 65, "at most 64"),
        ("\U00020000" * 60, "shorter"),
        (".bus", "begins with neither"),
        ("-bus", "begins with neither"),
        ("..", "begins with neither"),
        ("a b", "letters, digits"),
        ("a/b", "letters, digits"),
        ("a\\b", "letters, digits"),
        ("bus\n", "letters, digits"),
        ("a\x00b", "letters, digits"),
        ("a\u202eb", "letters, digits"),
        ("a\udc80", "letters, digits"),
        ("NUL", "Windows"),
        ("com1", "Windows"),
    ],
)
def test_names_a_motion_may_not_have(name: str, words: str) -> None:
    """Each is answered with what is wrong with it."""
    assert words in (valid_name(name) or "")


# --- there and back ---


@pytest.mark.parametrize("name", [*PACK_NAMES, "detente"])
def test_a_pack_comes_back_byte_for_byte(
    name: str, tmp_path: Path, into: Path, found: FindPack
) -> None:
    """Every file of a pack is what it was, line ends included."""
    folder = DETENTE if name == "detente" else PACKS / name
    imported = import_pack(export_pack(found(folder), tmp_path), into)
    assert (imported.folder, imported.left_out, imported.kept) == (into / name, (), None)
    assert contents(into) == {f"{name}/{file}": data for file, data in contents(folder).items()}


def test_sources_in_folders_and_other_scripts_come_back(
    pack: Callable[..., Path], tmp_path: Path, into: Path, found: FindPack
) -> None:
    """A name beyond ASCII, a source in a folder, “./” before it, CRLF and a BOM."""
    sources = "[{id: a, file: détente–источник.txt}, {id: b, file: ./more/two.txt}]"
    folder = pack(f"statement: It is so\r\nsources: {sources}\r\n")
    (folder / "détente–источник.txt").write_bytes(b"\xef\xbb\xbf" + TEXT)
    (folder / "more").mkdir()
    (folder / "more" / "two.txt").write_bytes(TEXT)
    file = export_pack(found(folder), tmp_path)
    names = ["mine/détente–источник.txt", "mine/more/two.txt", "mine/motion.yaml"]
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == sorted(names)
        flags = {one.filename: one.flag_bits & 0x800 for one in archive.infolist()}
    assert flags == {names[0]: 0x800, names[1]: 0, names[2]: 0}
    import_pack(file, into)
    assert contents(into / "mine") == contents(folder)


def test_the_same_pack_gives_the_same_bytes(tmp_path: Path, found: FindPack) -> None:
    """Neither dates nor permissions of the files count, and names are in order."""
    first = copy_pack(PACKS / "highstreet", tmp_path / "one" / "bus")
    second = copy_pack(PACKS / "highstreet", tmp_path / "two" / "bus")
    (second / "motion.yaml").touch()
    (second / "walkers.txt").chmod(0o600)
    files = [export_pack(found(folder), folder.parent) for folder in (first, second)]
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as archive:
        assert archive.namelist() == ["bus/drivers.txt", "bus/motion.yaml", "bus/walkers.txt"]
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.external_attr >> 16 for one in archive.infolist()} == {stat.S_IFREG | 0o644}


# --- export ---


def test_nothing_but_the_pack_is_exported(tmp_path: Path, found: FindPack) -> None:
    """Notes, hidden files and indexes beside it stay where they are."""
    folder = copy_pack(PACKS / "single", tmp_path / "bus")
    for name in ("notes.txt", ".hidden", "passages.faiss"):
        (folder / name).write_text("private")
    with zipfile.ZipFile(export_pack(found(folder), tmp_path / "Out.ZIP")) as archive:
        assert archive.namelist() == ["bus/bus.txt", "bus/motion.yaml"]


def test_an_export_writes_over_a_file_only_when_told_to(tmp_path: Path, found: FindPack) -> None:
    """The file that is there stays as it was, and no other is left beside it."""
    target = tmp_path / "single.zip"
    target.write_bytes(b"mine")
    with pytest.raises(DebaterError, match="already"):
        export_pack(found(PACKS / "single"), tmp_path)
    assert target.read_bytes() == b"mine"
    assert export_pack(found(PACKS / "single"), target, force=True) == target
    assert zipfile.is_zipfile(target)
    assert not list(tmp_path.glob(".*"))


def test_an_export_that_fails_leaves_what_was_there(
    tmp_path: Path, found: FindPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file written aside goes, the one that stood there stays."""
    (tmp_path / "single.zip").write_bytes(b"mine")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="No space left"):
        export_pack(found(PACKS / "single"), tmp_path, force=True)
    assert contents(tmp_path) == {"single.zip": b"mine"}


def test_a_motion_that_does_not_load_is_not_exported(
    pack: Callable[..., Path], tmp_path: Path, found: FindPack
) -> None:
    """Its problems are told as ever, and no file is written."""
    with pytest.raises(PackError, match="cannot be read"):
        export_pack(found(pack(YAML)), tmp_path)
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize(
    ("out", "words"), [("bus.tar", "ends in .zip"), ("gone/bus.zip", "cannot be written")]
)
def test_a_place_that_will_not_do_is_told(
    out: str, words: str, tmp_path: Path, found: FindPack
) -> None:
    """Another ending, or a folder that is not there."""
    with pytest.raises(DebaterError, match=words):
        export_pack(found(PACKS / "single"), tmp_path / out)


@pytest.mark.parametrize("file", ["a:b.txt", "sub/../text.txt", "nul.txt"])
def test_a_pack_that_could_not_be_taken_in_is_not_exported(
    file: str, pack: Callable[..., Path], tmp_path: Path, found: FindPack
) -> None:
    """Names of sources that import refuses are refused here, where they can be mended."""
    folder = pack(f"statement: A\nsources: [{{id: s, file: '{file}'}}]\n")
    (folder / "sub").mkdir()
    (folder / file).write_bytes(TEXT)
    with pytest.raises(DebaterError, match="Rename the file"):
        export_pack(found(folder), tmp_path)


def test_a_folder_no_motion_may_be_called_is_not_exported(tmp_path: Path, found: FindPack) -> None:
    """Its name would be refused on the other machine."""
    folder = copy_pack(PACKS / "single", tmp_path / "my bus")
    with pytest.raises(DebaterError, match="Rename its folder"):
        export_pack(found(folder), tmp_path)


def test_a_pack_over_the_limits_is_not_exported(
    tmp_path: Path, found: FindPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not be taken in again."""
    monkeypatch.setattr(exchange, "LARGEST_TOTAL", 500)
    with pytest.raises(DebaterError, match="too large for one"):
        export_pack(found(DETENTE), tmp_path)


# --- what is taken in ---


@pytest.mark.parametrize("base", ["", "bus/", "repo-main/motions/bus/"])
def test_a_pack_is_found_wherever_it_lies_in_the_zip(base: str, take: Take, into: Path) -> None:
    """At the top, where it is called as the file is, or in a folder of any depth."""
    imported = take(zipped({f"{base}motion.yaml": YAML, f"{base}text.txt": TEXT}))
    assert imported.folder == into / ("bus" if base else "given")
    assert contents(imported.folder) == {"motion.yaml": YAML, "text.txt": TEXT}


def test_what_motion_yaml_does_not_name_is_left_out_and_said(take: Take, into: Path) -> None:
    """Even a zip inside the zip, and what macOS adds."""
    more = {
        "__MACOSX/bus/._motion.yaml": b"x",
        "bus/.DS_Store": b"x",
        "bus/inner.zip": zipped(PACK),
        "bus/run.sh": b"x",
        "bus/arguments.yaml": b"arguments: []\n",
    }
    imported = take(zipped({**PACK, **more}))
    assert imported.left_out == tuple(name for name in sorted(more) if "arguments" not in name)
    assert set(contents(into)) == {"bus/motion.yaml", "bus/text.txt", "bus/arguments.yaml"}


def test_no_permission_is_taken_from_the_zip(take: Take, into: Path) -> None:
    """Neither the bit that lets a file be run nor one that changes who runs it."""
    take(zipped(PACK, external_attr=(stat.S_IFREG | 0o6777) << 16))
    assert not (into / "bus" / "text.txt").stat().st_mode & 0o7111


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("flagged", [True, False])
def test_names_as_other_tools_write_them_are_matched(
    form: str, flagged: bool, take: Take, into: Path
) -> None:
    """Composed or not, and UTF-8 whether or not the zip says so."""
    yaml = YAML.replace(b"text.txt", "é.txt".encode())
    data = zipped({unicodedata.normalize(form, "bus/é.txt"): TEXT, "bus/motion.yaml": yaml})
    take(data if flagged else patched(data, 0, 8, 6, "<H", 0))
    assert contents(into / "bus") == {"motion.yaml": yaml, "é.txt": TEXT}


def test_a_file_may_be_named_as_two_sources(take: Take, into: Path) -> None:
    """It is unpacked once."""
    yaml = b"statement: A\nsources: [{id: a, file: text.txt}, {id: b, file: ./text.txt}]\n"
    take(zipped({**PACK, "bus/motion.yaml": yaml}))
    assert contents(into) == {"bus/motion.yaml": yaml, "bus/text.txt": TEXT}


def test_another_name_may_be_given(take: Take, into: Path) -> None:
    """The name given wins over the folder's, and is looked at as sternly."""
    assert take(zipped(PACK), "tram").folder == into / "tram"
    with pytest.raises(DebaterError, match="cannot be called"):
        take(zipped(PACK), "../tram")


# --- replacing ---


def test_a_motion_of_that_name_stays_unless_told_otherwise(take: Take, into: Path) -> None:
    """The refusal says how to go on, and nothing has changed."""
    take(zipped(PACK))
    (into / "bus" / "notes.txt").write_text("mine")
    before = contents(into)
    with pytest.raises(DebaterError, match=r"--as NAME, or replace it with --force"):
        take(zipped(PACK))
    assert contents(into) == before


def test_a_link_that_leads_nowhere_takes_the_name_too(take: Take, into: Path) -> None:
    """What it led to may come back, so it is kept like any other."""
    into.mkdir(parents=True)
    (into / "bus").symlink_to("gone")
    with pytest.raises(DebaterError, match="already"):
        take(zipped(PACK))
    kept = take(zipped(PACK), force=True).kept
    assert kept is not None
    assert kept.is_symlink()


def test_a_motion_that_is_replaced_is_kept(take: Take, into: Path) -> None:
    """The old one whole, out of the list of motions; the new one has nothing of it."""
    take(zipped(PACK))
    (into / "bus" / "notes.txt").write_text("mine")
    before = contents(into / "bus")
    kept = take(zipped({**PACK, "bus/text.txt": b"Another text.\n"}), force=True).kept
    assert kept is not None
    assert kept.name.startswith("bus.replaced-")
    assert contents(kept) == before
    assert contents(into / "bus") == {"motion.yaml": YAML, "text.txt": b"Another text.\n"}
    assert {path.name for path in into.iterdir()} == {"bus", ".replaced"}


@pytest.mark.parametrize("data", [b"no zip", zipped({"bus/motion.yaml": b"statement: ["})])
def test_what_cannot_be_taken_in_replaces_nothing(data: bytes, take: Take, into: Path) -> None:
    """With --force too, the old motion stands until the new one is sound."""
    take(zipped(PACK))
    before = contents(into)
    with pytest.raises(DebaterError):
        take(data, "bus", force=True)
    assert contents(into) == before
    assert [path.name for path in into.iterdir()] == ["bus"]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_the_old_motion_is_put_back_when_the_new_one_cannot_be(
    failure: BaseException, take: Take, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops it between the two renames."""
    take(zipped(PACK))
    before = contents(into)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name.startswith(".import-"):
            raise failure
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    wanted = StorageError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(wanted):
        take(zipped({**PACK, "bus/text.txt": b"Another text.\n"}), force=True)
    assert contents(into) == before


# --- attacks ---


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "//host/x", "../x", "bus/../../x", "bus/..", "C:/x", "C:x", "bus/x:y",
        "bus\\x", "..\\x", "bus/a\x1b]0;x\x07", "bus/a\nb", "bus/a\tb", "bus/a\x7f", "bus/\u202ex",
        "bus/a\u2028b", "bus/\x85", "nul", "bus/CON.txt", "bus/ ./x", "bus/.../x", "",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_or_deceive(name: str, refused: Refused) -> None:
    """One such member, wanted or not, and the whole file is refused."""
    refused(zipped({**PACK, name: b"x"}), "place outside|no name should have|Windows reserves")


def test_a_name_cut_short_by_nul(refused: Refused) -> None:
    """What other programs read to the NUL is read here to its end."""
    data = zipped({**PACK, "bus/x.txt?.exe": b"x"}).replace(b"x.txt?.exe", b"x.txt\0.exe")
    refused(data, "no name should have")


@pytest.mark.parametrize(
    "kind",
    [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR, 0xF000],
)
@pytest.mark.parametrize("name", ["bus/text.txt", "bus/more"])
def test_links_and_special_files(kind: int, name: str, refused: Refused) -> None:
    """A source that is a link would be read from anywhere on the machine."""
    members = {"bus/motion.yaml": YAML, name: b"/etc/passwd"}
    refused(zipped(members, external_attr=(kind | 0o777) << 16), "special file")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_twice(refused: Refused) -> None:
    """Which of them is unpacked differs between programs."""
    data = zipped({**PACK, "bus/text.tx_": b"Other.\n"}).replace(b"text.tx_", b"text.txt")
    refused(data, "“bus/text.txt” twice")


@pytest.mark.parametrize(
    "name", ["bus/TEXT.txt", "BUS/text.txt", "bus/text.txt.", "bus/text.txt ", "bus//text.txt"]
)
def test_names_that_are_one_on_other_systems(name: str, refused: Refused) -> None:
    """Case, a last dot or space, and a doubled slash do not make another file everywhere."""
    refused(zipped({**PACK, name: b"x"}), "one name to many")


def test_names_that_differ_in_composition_only(refused: Refused) -> None:
    """“é” of one character and of two is one name."""
    refused(zipped({**PACK, "bus/\u00e9": b"x", "bus/e\u0301": b"x"}), "one name to many")


def test_a_name_that_is_both_a_file_and_a_folder(refused: Refused) -> None:
    """There is no way to unpack both."""
    refused(zipped({**PACK, "bus/text.txt/x": b"x"}), "both as a file and as a folder")


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2001])
@pytest.mark.parametrize("member", [0, 1])
def test_encrypted_members(flag: int, member: int, refused: Refused) -> None:
    """No password is asked for."""
    refused(patched(zipped(PACK), member, 8, 6, "<H", flag), "encrypted")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 93, 99])
def test_methods_without_a_bound(method: int, refused: Refused) -> None:
    """A few kilobytes of bzip2 are a gigabyte, handed over at once."""
    refused(patched(zipped(PACK), 1, 10, 8, "<H", method), "other than deflate")


def test_too_many_members(take: Take, refused: Refused) -> None:
    """500 are taken, of which most are left out; one more is not."""
    most = {**PACK, **{f"bus/{n}": b"" for n in range(498)}}
    refused(zipped({**most, "bus/more": b""}), "more than 500 files")
    assert len(take(zipped(most)).left_out) == 498


def test_a_directory_too_large_to_be_read(refused: Refused) -> None:
    """It is refused before it is in memory."""
    refused(zipped({**PACK, **{f"bus/{n}" + "x" * 3000: b"" for n in range(400)}}), "no sound .zip")


@pytest.mark.parametrize(
    ("limit", "bytes_"), [("LARGEST_MEMBER", len(TEXT) * 99), ("LARGEST_TOTAL", len(TEXT) * 150)]
)
def test_more_than_can_be_taken_in(
    limit: str, bytes_: int, refused: Refused, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source alone, or all of them together, counted as they are unpacked."""
    both = b"statement: A\nsources: [{id: a, file: a.txt}, {id: b, file: b.txt}]\n"
    large = {"bus/motion.yaml": both, "bus/a.txt": TEXT * 100, "bus/b.txt": TEXT * 100}
    monkeypatch.setattr(archive, limit, bytes_)
    refused(zipped(large), "more than can be taken in")
    monkeypatch.setattr(archive, limit, len(TEXT) * 300)
    assert take(zipped(large)).left_out == ()


def test_a_file_larger_than_all_that_is_taken_in(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not even opened."""
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 100)
    refused(zipped(PACK), "is larger than")


@pytest.mark.parametrize("name", ["bus/motion.yaml", "bus/text.txt"])
def test_a_bomb(name: str, refused: Refused) -> None:
    """Eight megabytes out of eight kilobytes are stopped after one."""
    refused(zipped({**PACK, name: b" " * 8_000_000}), "more than 200 times its size")


@pytest.mark.parametrize("size", [0, 5, len(TEXT) - 1])
def test_a_size_that_lies(size: int, refused: Refused) -> None:
    """A header that says less than there is: the sum of what was read tells."""
    refused(patched(zipped(PACK), 1, 24, 22, "<I", size), "damaged at “bus/text.txt”")


def test_a_bomb_whose_header_says_it_is_small(refused: Refused) -> None:
    """The size in the header decides nothing."""
    data = zipped({**PACK, "bus/text.txt": b" " * 8_000_000})
    refused(patched(data, 1, 24, 22, "<I", 100), "damaged at")
    refused(patched(data, 1, 24, 22, "<I", 7_000_000), "more than 200 times")


def test_entries_that_share_their_bytes(refused: Refused) -> None:
    """Two entries of one place, one that reaches into the next, one into the directory."""
    data = zipped({**PACK, "bus/more": b"x"})
    refused(patched(data, 2, 42, None, "<I", 0), "overlap")
    refused(patched(data, 0, 20, 18, "<I", 100), "overlap")
    refused(patched(data, 2, 20, 18, "<I", 100), "overlap")
    refused(patched(data, 2, 42, None, "<I", 2**31), "overlap")


def test_entries_that_hide_the_next_in_their_extra_field(refused: Refused) -> None:
    """The extra field of a header may reach over the next, without a byte of data in it."""
    data = bytearray(zipped({**PACK, "bus/more": b"x"}))
    struct.pack_into("<H", data, 28, 130)
    refused(bytes(data), "overlap")


def test_a_header_that_names_another_file(refused: Refused) -> None:
    """The directory says text.txt, the member's own header something else."""
    refused(zipped(PACK).replace(b"text.txt", b"evil.txt", 1), "damaged at “bus/text.txt”")


def test_a_member_without_a_header(refused: Refused) -> None:
    """One that is left out too: nobody knows where it ends."""
    data = bytearray(zipped({**PACK, "bus/more": b"x"}))
    data[data.index(b"bus/more") - 30] ^= 1
    refused(bytes(data), "no sound")


def test_data_that_is_damaged(refused: Refused) -> None:
    """A byte changed in the middle of a source is noticed."""
    data = bytearray(zipped(PACK, compress_type=zipfile.ZIP_STORED))
    data[data.index(b"Two reasons")] ^= 1
    refused(bytes(data), "damaged at")


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"no zip at all", b"\x1f\x8b" * 40,
     zipped(PACK)[:-10], zipped(PACK)[80:], b"\0" * 100_000],
)  # fmt: skip
def test_data_that_is_no_zip(data: bytes, refused: Refused) -> None:
    """One sentence, whatever it is."""
    refused(data, "no sound .zip|overlap")


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "no motion.yaml"),
        ({"bus/text.txt": TEXT}, "no motion.yaml"),
        ({"bus/Motion.yaml": YAML}, "no motion.yaml"),
        ({"bus/motion.yaml/": b""}, "no motion.yaml"),
        ({**PACK, "tram/motion.yaml": YAML}, "several"),
        ({**PACK, "motion.yaml": YAML}, "several"),
        ({"pack.zip": zipped(PACK)}, "no motion.yaml"),
        ({"my bus/motion.yaml": YAML, "my bus/text.txt": TEXT}, "cannot be called"),
    ],
)
def test_not_one_motion(members: dict[str, bytes], words: str, refused: Refused) -> None:
    """None, several, one inside a zip inside, or one whose name cannot be used."""
    refused(zipped(members), words)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("/etc/passwd", "outside the motion's folder"),
        ("../../secret.txt", "outside the motion's folder"),
        ("../other/text.txt", "outside the motion's folder"),
        ("../bus/text.txt", "cannot be read"),
        ("gone.txt", "cannot be read"),
        (".", "cannot be read"),
        ("''", "cannot be read"),
        ("a\\b", "cannot be read"),
        ("sub/", "cannot be read"),
        ('"a\\0b"', "motion.yaml:2"),
    ],
)
def test_a_motion_that_names_what_lies_elsewhere(
    file: str, words: str, refused: Refused, into: Path
) -> None:
    """Nothing outside its own folder becomes a source."""
    into.mkdir(parents=True)
    (into.parent / "secret.txt").write_bytes(TEXT)
    members = {**PACK, "other/text.txt": TEXT}
    refused(zipped({**members, "bus/motion.yaml": YAML.replace(b"text.txt", file.encode())}), words)


def test_problems_are_told_of_the_file_they_came_in(refused: Refused, tmp_path: Path) -> None:
    """The folder aside, gone by then, is not named; all problems are."""
    yaml = YAML + b"pasages: []\nflor: 1\n"
    told = refused(zipped({**PACK, "bus/motion.yaml": yaml}), "pasages")
    assert isinstance(told, PackError)
    path = tmp_path / "given.zip" / "bus" / "motion.yaml"
    assert [(one.path, one.line) for one in told.problems] == [(path, 3), (path, 4)]


def test_a_zip_named_as_a_source_is_no_text(refused: Refused) -> None:
    """A nested zip is never opened."""
    refused(zipped({**PACK, "bus/text.txt": zipped(PACK)}), "text.txt:1: ")


@pytest.mark.parametrize("file", ["gone.zip", ".", "a\0b"])
def test_a_file_that_is_not_there(file: str, tmp_path: Path, into: Path) -> None:
    """No file, a folder, or what no file can be called."""
    with pytest.raises(DebaterError, match="There is no file"):
        import_pack(tmp_path / file, into)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file stands where the motions should lie."""
    (tmp_path / "bus.zip").write_bytes(zipped(PACK))
    (tmp_path / "motions").write_text("x")
    with pytest.raises(StorageError, match="cannot be imported into"):
        import_pack(tmp_path / "bus.zip", tmp_path / "motions")


SOUND = zipped({**PACK, "bus/more.txt": b"x" * 50, "bus/arguments.yaml": b"arguments: []\n"})
EDIT = st.tuples(
    st.integers(0, len(SOUND)), st.integers(0, 6), st.binary(max_size=6) | st.just(SOUND[-60:])
)


@given(edits=st.lists(EDIT, min_size=1, max_size=4))
def test_a_zip_changed_at_random_is_taken_in_whole_or_refused_in_words(
    edits: list[tuple[int, int, bytes]],
) -> None:
    """Never another error, nothing left behind by a refusal, and nothing outside the folder."""
    data = SOUND
    for at, gone, new in edits:
        data = data[:at] + new + data[at + gone :]
    with tempfile.TemporaryDirectory() as home:
        file, into = Path(home) / "given.zip", Path(home) / "motions"
        file.write_bytes(data)
        try:
            imported = import_pack(file, into)
        except DebaterError:
            assert list(into.rglob("*")) == []
        else:
            assert [path.name for path in into.iterdir()] == [imported.folder.name]
            assert len(read_motion(imported.folder).sources) == 1
        assert {path.name for path in Path(home).iterdir()} <= {"given.zip", "motions"}


# --- removing ---


def test_a_folder_is_removed_with_all_it_holds(tmp_path: Path) -> None:
    """Nothing stays, aside or in place."""
    folder = copy_pack(PACKS / "single", tmp_path / "motions" / "bus")
    remove_folder(folder)
    assert list((tmp_path / "motions").iterdir()) == []


def test_of_a_link_the_link_is_removed(tmp_path: Path) -> None:
    """What it leads to is somebody else's."""
    folder = copy_pack(PACKS / "single", tmp_path / "elsewhere")
    link = tmp_path / "bus"
    link.symlink_to(folder)
    remove_folder(link)
    assert not link.is_symlink()
    assert contents(folder) == contents(PACKS / "single")


def test_a_folder_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    """One that is not there, say: in words, and nothing is left aside."""
    with pytest.raises(StorageError, match="cannot be removed"):
        remove_folder(tmp_path / "gone")
    assert not list(tmp_path.glob(".removed-*"))
