"""Real MSIs, made by wixl from a small folder and read back table by table: what Windows will be told."""

import subprocess
from pathlib import Path

import pytest

from installer.errors import InstallerError
from installer.programs import PROGRAMS
from installer.windows import msi
from installer.windows.product import Product
from tests.support.msi import Table, extracted, table

pytestmark = pytest.mark.slow
KEY = r"SOFTWARE\Sportello\Agent"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small frozen folder: names with letters of all kinds, an empty file, folders in folders."""
    folder = tmp_path_factory.mktemp("frozen")
    for name, content in {
        "sportello-agent.exe": b"MZ" + bytes(4000),
        "_internal/base_library.zip": b"PK" + bytes(range(256)) * 40,
        "_internal/PySide6/translations/qtbase_it.qm": b"qm",
        "_internal/licenza più lunga di otto lettere.txt": "perché sì".encode(),
        "_internal/empty": b"",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def product(folder: Path, version: str = "1.2.3", program: str = "agent") -> Product:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return Product(program=PROGRAMS[program], version=version, files=tuple(names))


@pytest.fixture(scope="module")
def package(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agent's MSI."""
    return msi.write(product(folder), folder, tmp_path_factory.mktemp("out") / "agent.msi")


@pytest.fixture(scope="module")
def order(package: Path) -> dict[str, tuple[str, int]]:
    """Each action of a silent installation: on which condition, and when."""
    return {row["Action"]: (row["Condition"], int(row["Sequence"])) for row in table(package, "InstallExecuteSequence")}


def values(rows: Table, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in rows}


def test_what_is_packed_is_what_was_frozen_byte_for_byte(package: Path, folder: Path, tmp_path: Path) -> None:
    inside = extracted(package, tmp_path)
    packed = {name.partition("Sportello/Agent/")[2]: content for name, content in inside.items()}
    assert packed == {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_is_installed_for_the_whole_machine_and_replaces_other_versions(package: Path) -> None:
    said = values(table(package, "Property"), "Property", "Value")
    assert said["ALLUSERS"] == "1"
    assert said["ProductVersion"] == "1.2.3"
    assert said["REINSTALLMODE"] == "amus"
    upgrades = values(table(package, "Upgrade"), "ActionProperty", "UpgradeCode")
    assert upgrades == dict.fromkeys(("WIX_UPGRADE_DETECTED", "WIX_DOWNGRADE_DETECTED"), said["UpgradeCode"])


def test_a_downgrade_and_half_of_the_settings_are_refused_in_a_sentence(package: Path) -> None:
    conditions = values(table(package, "LaunchCondition"), "Condition", "Description")
    assert "newer version is installed" in conditions["NOT WIX_DOWNGRADE_DETECTED"]
    assert (
        "RELAY_URL and ENROLLMENT_TOKEN are given together"
        in conditions["Installed OR (RELAY_URL AND ENROLLMENT_TOKEN) OR (NOT RELAY_URL AND NOT ENROLLMENT_TOKEN)"]
    )


def test_the_properties_reach_the_registry_and_the_agent_starts_with_each_os_session(package: Path) -> None:
    registry = {(row["Key"], row["Name"]): (row["Root"], row["Value"]) for row in table(package, "Registry")}
    local_machine = "2"
    assert registry == {
        (KEY, "RelayUrl"): (local_machine, "[RELAY_URL]"),
        (KEY, "EnrollmentToken"): (local_machine, "[ENROLLMENT_TOKEN]"),
        (KEY, "Stamp"): (local_machine, "[STAMP]"),
        (KEY, "Fingerprint"): (local_machine, "[FINGERPRINT]"),
        (KEY, "CaFile"): (local_machine, "[CA_FILE]"),
        (KEY, "Version"): (local_machine, "1.2.3"),
        (r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run", "Sportello"): (
            local_machine,
            '"[INSTALLDIR]sportello-agent.exe"',
        ),
    }


def test_an_upgrade_remembers_what_was_set_and_the_command_line_stands_above_it(
    package: Path, order: dict[str, tuple[str, int]]
) -> None:
    looked_for = values(table(package, "AppSearch"), "Signature_", "Property")
    places = values(table(package, "RegLocator"), "Signature_", "Name")
    assert {looked_for[signature]: name for signature, name in places.items()} == {
        "KEPT_RELAY_URL": "RelayUrl",
        "KEPT_ENROLLMENT_TOKEN": "EnrollmentToken",
        "KEPT_STAMP": "Stamp",
        "KEPT_FINGERPRINT": "Fingerprint",
        "KEPT_CA_FILE": "CaFile",
    }
    kept = {row["Source"]: (row["Action"], row["Target"]) for row in table(package, "CustomAction")}
    action, target = kept["RELAY_URL"]
    assert target == "[KEPT_RELAY_URL]"
    assert order[action][0] == "KEPT_RELAY_URL AND NOT RELAY_URL"
    assert order["AppSearch"][1] < order[action][1] < order["LaunchConditions"][1]


def test_no_action_of_the_package_runs_a_program(package: Path) -> None:
    sets_a_property = "51"
    assert {row["Type"] for row in table(package, "CustomAction")} == {sets_a_property}


def test_a_failed_upgrade_puts_the_old_version_back(order: dict[str, tuple[str, int]]) -> None:
    # Inside the transaction, before anything new is written.
    assert order["InstallInitialize"][1] < order["RemoveExistingProducts"][1] < order["ProcessComponents"][1]


def test_a_stamp_beside_the_package_goes_beside_the_program_and_away_with_it(
    package: Path, order: dict[str, tuple[str, int]]
) -> None:
    (moved,) = table(package, "MoveFile")
    assert (moved["SourceName"], moved["DestName"]) == ("sportello.stamp", "sportello.stamp")
    assert (moved["SourceFolder"], moved["DestFolder"], moved["Options"]) == ("SourceDir", "INSTALLDIR", "0")
    (removed,) = table(package, "RemoveFile")
    on_uninstall = "2"
    assert (removed["FileName"], removed["DirProperty"], removed["InstallMode"]) == (
        "sportello.stamp", "STAMPDIR", on_uninstall,
    )  # fmt: skip
    # An upgrade removes the old version too: then the property is empty, and the stamp stays.
    assert order["StampDir"][0] == "NOT UPGRADINGPRODUCTCODE"
    assert order["CostFinalize"][1] < order["StampDir"][1] < order["RemoveFiles"][1]
    assert order["ResolveSource"][1] < order["MoveFiles"][1]


def test_only_what_may_be_is_handed_to_the_elevated_half_and_secrets_stay_out_of_logs(package: Path) -> None:
    said = values(table(package, "Property"), "Property", "Value")
    assert {"RELAY_URL", "ENROLLMENT_TOKEN", "STAMP"} <= set(said["SecureCustomProperties"].split(";"))
    assert {"ENROLLMENT_TOKEN", "STAMP"} <= set(said["MsiHiddenProperties"].split(";"))


def test_the_same_folder_gives_the_same_tables(package: Path, folder: Path, tmp_path: Path) -> None:
    again = msi.write(product(folder), folder, tmp_path / "again.msi")
    names = ["Property", "File", "Component", "Directory", "Registry", "InstallExecuteSequence", "MoveFile", "Upgrade"]
    assert [table(again, name) for name in names] == [table(package, name) for name in names]


def test_the_next_version_is_another_product_of_the_same_line(package: Path, folder: Path, tmp_path: Path) -> None:
    later = msi.write(product(folder, "1.3.0"), folder, tmp_path / "later.msi")
    old, new = (values(table(path, "Property"), "Property", "Value") for path in (package, later))
    assert old["UpgradeCode"] == new["UpgradeCode"]
    assert old["ProductCode"] != new["ProductCode"]
    components = [values(table(path, "Component"), "Component", "ComponentId") for path in (package, later)]
    assert components[0] == components[1]


def test_nothing_is_left_of_a_package_that_could_not_be_made(folder: Path, tmp_path: Path) -> None:
    broken = Product(program=PROGRAMS["agent"], version="1.0.0", files=("not there.exe",))
    with pytest.raises(InstallerError, match="wixl failed"):
        msi.write(broken, folder, tmp_path / "broken.msi")
    assert list(tmp_path.iterdir()) == []


def test_windows_tools_can_read_its_head(package: Path) -> None:
    said = subprocess.run(["msiinfo", "suminfo", package], check=True, capture_output=True, text=True).stdout
    assert "Template: x64;1033" in said
    assert "Subject: Sportello 1.2.3" in said
