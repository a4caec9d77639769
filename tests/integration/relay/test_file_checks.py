"""P43, P44: what a file is decides, not what it is called; and no file takes long or much to find out."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from relay.files.checks import examine
from relay.files.verdict import Verdict
from shared.errors import TypeRefused
from tests.support import file_samples as samples

Look = Callable[[bytes, str], Verdict]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def examined(data: bytes, suffix: str) -> Verdict:
        path = tmp_path / "file"
        path.write_bytes(data)
        return examine(path, f"a.{suffix}", suffix)

    return examined


def why(look: Look, data: bytes, suffix: str) -> str:
    with pytest.raises(TypeRefused) as refused:
        look(data, suffix)
    assert refused.value.params["name"] == f"a.{suffix}"
    return str(refused.value.params["why"])


GOOD = {
    "pdf": samples.pdf(), "mp3": samples.mp3(), "mp4": samples.mp4(), "docx": samples.docx(), "xlsx": samples.xlsx(),
    "msi": samples.msi(), "png": samples.png(), "jpg": samples.jpeg(), "jpeg": samples.jpeg(), "gif": samples.gif(),
    "webp": samples.webp(), "exe": samples.exe(), "doc": samples.msi(class_id=bytes(16), others=("WordDocument",)),
    "conf": "chiave = più\n".encode(), "log": b"caf\xe9\r\n", "txt": "ciao".encode("utf-16"), "pcapng": b"\x0a\x0d\x0d\x0a" + bytes(60),
}  # fmt: skip
NOT_THEM = {"conf", "log", "txt", "pcapng", "jpg", "jpeg"}


@pytest.mark.parametrize("suffix", GOOD)
def test_a_real_file_of_each_type_is_accepted(look: Look, suffix: str) -> None:
    assert look(GOOD[suffix], suffix).kind == suffix


@pytest.mark.parametrize("suffix", sorted(GOOD.keys() - NOT_THEM))
def test_each_type_refuses_the_files_of_all_others(look: Look, suffix: str) -> None:
    same = {"doc": {"msi"}}.get(suffix, set()) | {suffix}
    wrong = [other for other in GOOD if other not in same]
    assert {why(look, GOOD[other], suffix) for other in wrong} <= {"not_what_it_says", "program", "unreadable"}


@pytest.mark.parametrize(
    "data",
    [
        samples.exe(), b"<html><script>x</script></html>", b"%PDF-1.7\nno trailer", b"x" + samples.pdf(), b"", b"%PDF-9.9\n",
        samples.pdf()[:-40], b'<svg xmlns="http://www.w3.org/2000/svg"/>', b"L\0\0\0\x01\x14\x02\0" + bytes(80), samples.zipped({"a": b"b"}),
    ],
)  # fmt: skip
def test_what_is_no_pdf_is_refused_as_one(look: Look, data: bytes) -> None:
    if data:
        assert why(look, data, "pdf") == ("program" if data == samples.exe() else "not_what_it_says")


@pytest.mark.parametrize(
    "body",
    [
        b"3 0 obj\n<</S/Launch/F(cmd.exe)>>\nendobj\n", b"3 0 obj\n<</S/L#61unch>>\nendobj\n",
        samples.object_stream(b"3 0 <</S/Launch>>"), samples.object_stream(b" " * 262_140 + b"<</S/Launch>>"),
    ],
)  # fmt: skip
def test_a_pdf_that_starts_a_program_is_refused_however_it_hides_it(look: Look, body: bytes) -> None:
    assert why(look, samples.pdf(body=body), "pdf") == "launches"


def test_a_pdf_with_harmless_compressed_objects_is_accepted(look: Look) -> None:
    assert look(samples.pdf(body=samples.object_stream(b"3 0 <</Type/Page>>")), "pdf").kind == "pdf"


def test_a_pdf_that_hides_its_objects_is_refused(look: Look) -> None:
    hidden = samples.object_stream(b"x").replace(b"/ObjStm", b"/Obj#53tm")
    assert why(look, samples.pdf(body=hidden), "pdf") == "unreadable"
    encrypted = samples.object_stream(b"x") + b"<</Encrypt 5 0 R>>"
    assert why(look, samples.pdf(body=encrypted), "pdf") == "protected"


def _with_a_password(data: bytes) -> bytes:
    """Mark every part as encrypted, in the directory too."""
    changed = bytearray(data)
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(magic)
        while place >= 0:
            changed[place + flags] |= 1
            place = changed.find(magic, place + 4)
    return bytes(changed)


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (samples.docx(main=MACRO_TYPE), "macros"),
        (samples.docx({"word/vbaProject.bin": b"x"}), "macros"),
        (samples.docx({"word/activeX/activeX1.xml": b"<a/>"}), "macros"),
        (samples.docx({"word/_rels/settings.xml.rels": samples.relations("attachedTemplate", "https://evil.example/a.dotm")}), "fetches"),
        (samples.docx({"word/_rels/document.xml.rels": samples.relations("oleObject", "mhtml:http://evil.example/x!y")}), "fetches"),
        (samples.docx({"../../evil.xml": b"x"}), "not_what_it_says"),
        (samples.docx({"/etc/evil": b"x"}), "not_what_it_says"),
        (samples.docx({"C:\\evil": b"x"}), "not_what_it_says"),
        (samples.docx({"word/inner.zip": samples.zipped({"a": b"b"})}), "holds_a_file"),
        (samples.docx({"word/evil.bin": samples.exe()}), "holds_a_file"),
        (samples.docx({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "too_complex"),
        (samples.docx({"word/document.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), "too_complex"),
        (samples.zipped({"a.txt": b"x"}), "not_what_it_says"),
        (samples.xlsx(), "not_what_it_says"),
        (samples.docx()[:-1], "not_what_it_says"),
        (samples.docx() + b"MZ", "not_what_it_says"),
        (b"MZ" + samples.docx(), "program"),
        (samples.compound(bytes(16), [("EncryptedPackage", bytes(64))]), "protected"),
        (_with_a_password(samples.docx()), "protected"),
    ],
)  # fmt: skip
def test_a_word_file_that_is_none_or_does_something_is_refused(look: Look, data: bytes, reason: str) -> None:
    assert why(look, data, "docx") == reason


@pytest.mark.parametrize(
    "more",
    [
        {"word/embeddings/Sheet1.xlsx": samples.xlsx()},
        {"word/_rels/document.xml.rels": samples.relations("hyperlink", "https://example.org")},
        {"word/_rels/settings.xml.rels": samples.relations("attachedTemplate", "file:///C:/Templates/Normal.dotm")},
    ],
)
def test_what_honest_letters_hold_is_accepted(look: Look, more: dict[str, bytes]) -> None:
    assert look(samples.docx(more), "docx").kind == "docx"


def test_what_is_embedded_is_held_to_the_same_rules(look: Look) -> None:
    evil = samples.xlsx({"xl/vbaProject.bin": b"x"})
    assert why(look, samples.docx({"word/embeddings/Sheet1.xlsx": evil}), "docx") == "macros"
    deeper = samples.docx({"word/embeddings/a.xlsx": samples.xlsx({"xl/embeddings/b.xlsx": samples.xlsx()})})
    assert why(look, deeper, "docx") == "too_complex"


def _lying_about_sizes() -> bytes:
    """A part that unpacks to 50 MB and says in both headers that it is of 100 bytes."""
    data = bytearray(samples.docx({"word/bomb.xml": b"\0" * 50_000_000}))
    size = struct.pack("<I", 50_000_000)
    return bytes(data.replace(size, struct.pack("<I", 100)))


def _many_entries() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    return made.getvalue()


def _lying_about_entries() -> bytes:
    data = bytearray(_many_entries())
    place = data.rfind(b"PK\x05\x06")
    data[place + 8 : place + 12] = struct.pack("<HH", 3, 3)
    return bytes(data)


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: samples.docx({"word/bomb.xml": b"\0" * 100_000_000}),
    "lying sizes": _lying_about_sizes,
    "many entries": _many_entries,
    "lying entries": _lying_about_entries,
    "pdf": lambda: samples.pdf(body=samples.object_stream(b"\0" * 100_000_000)),
    "many pdf objects": lambda: samples.pdf(body=samples.object_stream(b"x") * 25_000),
    "picture": lambda: samples.png(60_000, 60_000),
    "boxes": lambda: samples.mp4()[:24] + b"\0\0\0\x08free" * 500_000,
}
SUFFIXES = {"pdf": "pdf", "many pdf objects": "pdf", "picture": "png", "boxes": "mp4"}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_two_seconds(look: Look, name: str) -> None:
    data = BOMBS[name]()
    started = time.process_time()
    assert why(look, data, SUFFIXES.get(name, "docx")) == "too_complex"
    assert time.process_time() - started < 2


def test_the_signer_is_who_signed_and_not_who_is_named_beside(look: Look) -> None:
    assert look(samples.msi("Acme S.r.l."), "msi").signer == "Acme S.r.l."
    assert look(samples.msi(), "msi").signer == ""
    broken = samples.compound(samples.MSI_CLASS, [("\x05DigitalSignature", b"\x30\x80" + b"x" * 5000)])
    assert look(broken, "msi").signer == ""


def test_an_old_office_file_with_macros_is_refused(look: Look) -> None:
    with_macros = samples.msi(class_id=bytes(16), others=("WordDocument", "_VBA_PROJECT"))
    assert why(look, with_macros, "doc") == "macros"
    assert why(look, samples.msi(others=("WordDocument",)), "doc") == "not_what_it_says"


@pytest.mark.parametrize("brand", [b"heic", b"qt  ", b"evil"])
def test_another_family_of_boxes_is_no_film(look: Look, brand: bytes) -> None:
    assert why(look, samples.mp4(brand=brand).replace(b"mp41", brand), "mp4") == "not_what_it_says"


def test_a_film_with_something_behind_it_is_refused(look: Look) -> None:
    assert why(look, samples.mp4() + b"PK\x03\x04 and more", "mp4") == "not_what_it_says"


@pytest.mark.parametrize("data", [samples.docx(), samples.pdf()])
def test_an_unknown_type_is_nothing_well_known_in_disguise(look: Look, data: bytes) -> None:
    assert why(look, data, "dat") == "not_what_it_says"


@pytest.mark.parametrize("suffix", ["dat", "pdf", "png", "docx"])
@pytest.mark.parametrize("data", [samples.exe(), b"\x7fELF" + bytes(90), b"#!/bin/sh\n"])
def test_a_program_under_another_name_is_called_one(look: Look, data: bytes, suffix: str) -> None:
    assert why(look, data, suffix) == "program"


def test_what_is_called_a_program_and_is_none_is_not_what_it_says(look: Look) -> None:
    assert why(look, b"MZ" + bytes(90), "exe") == "not_what_it_says"
