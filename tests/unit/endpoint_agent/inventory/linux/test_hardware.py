"""Make, model and processor from /sys and /proc; what makers left unset is left out."""

from pathlib import Path

from endpoint_agent.inventory.linux.drives import model_of
from endpoint_agent.inventory.linux.hardware import computer

DMI = {
    "sys_vendor": "Dell Inc.", "product_name": "Latitude 5420", "product_serial": "ABC123\n",
    "chassis_asset_tag": "Default string", "chassis_type": "10", "bios_version": "1.2.3", "bios_vendor": "Dell Inc.",
    "bios_date": "09/14/2023", "board_vendor": "Dell Inc.", "board_name": "0ABC",
}  # fmt: skip


def _file(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_laptop_says_what_it_is(tmp_path: Path) -> None:
    for name, text in DMI.items():
        _file(tmp_path, f"sys/class/dmi/id/{name}", text)
    _file(tmp_path, "sys/class/tpm/tpm0/tpm_version_major", "2\n")
    _file(tmp_path, "proc/cpuinfo", "processor\t: 0\nmodel name\t: Intel(R) Core(TM) i5-1145G7 @ 2.60GHz\n")
    _file(tmp_path, "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "4400000\n")
    found = computer(tmp_path)
    assert found["computer"] == {
        "make": "Dell Inc.", "model": "Latitude 5420", "serial": "ABC123", "chassis": "notebook", "firmware": "1.2.3",
        "firmware_make": "Dell Inc.", "firmware_on": "2023-09-14", "tpm": "2.0",
    }  # fmt: skip
    assert found["board"] == {"make": "Dell Inc.", "model": "0ABC"}
    assert (found["cpu"]["name"], found["cpu"]["max_mhz"]) == ("Intel(R) Core(TM) i5-1145G7 @ 2.60GHz", 4400)


def test_a_board_computer_says_it_in_its_device_tree(tmp_path: Path) -> None:
    _file(tmp_path, "proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\x00")
    _file(tmp_path, "proc/device-tree/serial-number", "10000000abcdef01\x00")
    assert computer(tmp_path)["computer"] == {
        "model": "Raspberry Pi 4 Model B Rev 1.4", "serial": "10000000abcdef01",
    }  # fmt: skip


def test_a_machine_that_says_nothing_has_a_processor_only(tmp_path: Path) -> None:
    assert computer(tmp_path).keys() <= {"cpu"}


def test_a_volume_finds_the_model_of_its_drive_through_encryption(tmp_path: Path) -> None:
    drive = tmp_path / "sys/devices/pci/sda"
    _file(drive, "device/model", "Samsung SSD 980  \n")
    (drive / "sda1").mkdir()
    block = tmp_path / "sys/class/block"
    block.mkdir(parents=True)
    (block / "sda").symlink_to(drive)
    (block / "sda1").symlink_to(drive / "sda1")
    (block / "dm-0/slaves/sda1").mkdir(parents=True)
    (tmp_path / "dev/mapper").mkdir(parents=True)
    (tmp_path / "dev/dm-0").write_text("")
    (tmp_path / "dev/mapper/home").symlink_to("../dm-0")
    for device in ("/dev/sda1", "/dev/sda", "/dev/mapper/home"):
        assert model_of(device, tmp_path) == "Samsung SSD 980"
    assert model_of("/dev/nothing", tmp_path) == ""
