import pytest

from shared.errors import TooLarge, TypeRefused
from shared.file_types import PRESETS, check_offer, known_type
from shared.limits import MAX_FILE_BYTES
from shared.protocol.transfers import FilePolicyRecord, FileTypeRule, TypeDirection


def policy(preset: str) -> FilePolicyRecord:
    return FilePolicyRecord(version=1, preset=preset, types=list(PRESETS[preset]))


def test_exactly_twenty_mib_are_accepted_and_one_byte_more_is_refused_by_name() -> None:
    check_offer(policy("atera"), name="a.pdf", size=20_971_520, from_device=True)
    with pytest.raises(TooLarge) as refused:
        check_offer(policy("atera"), name="dir/a.pdf", size=20_971_521, from_device=True)
    assert refused.value.params == {"limit": MAX_FILE_BYTES, "name": "a.pdf"}


def test_the_atera_preset_is_the_list_of_the_product() -> None:
    assert [rule.suffix for rule in PRESETS["atera"]] == ["pdf", "mp3", "mp4", "docx", "xlsx", "msi"]


@pytest.mark.parametrize("name", ["a.exe", "a", "a.pdf.exe", "a.svg", "a.docm", "a.doc", "a.zip"])
def test_what_is_not_listed_is_refused(name: str) -> None:
    with pytest.raises(TypeRefused) as refused:
        check_offer(policy("images"), name=name, size=1, from_device=False)
    assert refused.value.params == {"name": name, "why": "not_allowed"}


def test_images_need_the_preset_that_allows_them() -> None:
    check_offer(policy("images"), name="a.PNG", size=1, from_device=True)
    with pytest.raises(TypeRefused):
        check_offer(policy("atera"), name="a.PNG", size=1, from_device=True)


def test_an_installer_never_comes_from_a_device_whatever_the_list_says() -> None:
    careless = FilePolicyRecord(version=1, preset="custom", types=[FileTypeRule(suffix="msi")])
    assert check_offer(careless, name="a.msi", size=1, from_device=False).direction is TypeDirection.TO_DEVICE
    with pytest.raises(TypeRefused) as refused:
        check_offer(careless, name="a.msi", size=1, from_device=True)
    assert refused.value.params["why"] == "to_device_only"


def test_what_an_administrator_adds_has_a_type_too() -> None:
    assert known_type("conf").media_type == "text/plain"
    assert known_type("pcapng").media_type == "application/octet-stream"
