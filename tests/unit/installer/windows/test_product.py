"""Unit tests of installer/windows/product.py."""

import xml.etree.ElementTree as ET

import pytest

from endpoint_agent import autostart
from installer.programs import PROGRAMS
from installer.windows import product as products
from installer.windows.product import Change, Product, Row

AGENT = Product(
    program=PROGRAMS["agent"],
    version="1.2.3",
    files=("_internal/PySide6/Qt6Core.dll", "_internal/base_library.zip", "sportello-agent.exe"),
)
CONSOLE = Product(program=PROGRAMS["console"], version="1.2.3", files=("sportello-console.exe",))
IN_WIX = f"{{{products.NAMESPACE}}}"


def test_the_ids_by_which_windows_knows_the_programs_never_change() -> None:
    assert AGENT.upgrade_code == "{DB36F568-8905-5B20-B3A4-34FD8DF210EF}"
    assert CONSOLE.upgrade_code == "{22AB074D-8092-5210-A1B3-2A4611052E00}"


def test_each_version_is_another_product_and_the_same_version_the_same_one() -> None:
    later = Product(program=AGENT.program, version="1.2.4", files=AGENT.files)
    assert AGENT.product_code == Product(program=AGENT.program, version="1.2.3", files=()).product_code
    assert AGENT.product_code != later.product_code
    assert AGENT.upgrade_code == later.upgrade_code


@pytest.mark.parametrize(
    ("version", "said"),
    [("1.2.3", "1.2.3"), ("0.1", "0.1.0"), ("2", "2.0.0"), ("1.2.3.4", "1.2.3"), ("1.2.3+abc", "1.2.3")],
)
def test_windows_compares_three_numbers(version: str, said: str) -> None:
    assert products.windows_version(version) == said


def test_the_same_files_give_the_same_source() -> None:
    again = Product(program=AGENT.program, version="1.2.3", files=AGENT.files)
    assert products.source(AGENT) == products.source(again)


def test_each_file_is_a_component_of_its_own_in_its_folder() -> None:
    wix = ET.fromstring(products.source(AGENT))  # noqa: S314 - our own
    files = {file.get("Source"): file.get("KeyPath") for file in wix.iter(f"{IN_WIX}File")}
    assert files == {f"files/{name}": "yes" for name in AGENT.files}
    inner = next(folder for folder in wix.iter(f"{IN_WIX}Directory") if folder.get("Name") == "_internal")
    assert [child.get("Name") for child in inner.iter(f"{IN_WIX}Directory")] == ["_internal", "PySide6"]
    components = [component.get("Id") for component in wix.iter(f"{IN_WIX}Component")]
    referred = [reference.get("Id") for reference in wix.iter(f"{IN_WIX}ComponentRef")]
    assert sorted(map(str, components)) == sorted(map(str, referred))


def test_what_is_secret_is_kept_out_of_windows_own_logs() -> None:
    assert {"ENROLLMENT_TOKEN", "STAMP"} <= set(products.SECRET)
    hidden = Row("Property", {"Property": "MsiHiddenProperties", "Value": ";".join(products.SECRET)})
    assert hidden in products.changes(AGENT)


def test_the_console_has_no_settings_of_a_customer() -> None:
    assert products.changes(CONSOLE) == [Change("InstallExecuteSequence", "RemoveExistingProducts", "Sequence", 1501)]
    assert "RelayUrl" not in products.source(CONSOLE)


def test_the_agent_finds_out_that_the_machine_starts_it() -> None:
    wix = ET.fromstring(products.source(AGENT))  # noqa: S314 - our own
    run = next(value for value in wix.iter(f"{IN_WIX}RegistryValue") if value.get("Id") == "Run")
    assert run.get("Name") == autostart.NAME
    assert str(run.get("Key")).casefold() == autostart.RUN_KEY.casefold()
