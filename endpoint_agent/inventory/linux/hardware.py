"""Make, model, firmware, processor and security chip from /sys and /proc. Serial numbers are root's on most systems."""

import platform
from pathlib import Path

from endpoint_agent.inventory.sources import item, read, whole
from shared.inventory import Items

ROOT = Path("/")
CHASSIS = {3: "desktop", 8: "portable", 9: "laptop", 10: "notebook", 11: "handheld", 13: "all-in-one", 17: "server",
           23: "server", 28: "blade", 30: "tablet", 31: "convertible", 35: "mini", 36: "stick"}  # fmt: skip
PLACEHOLDERS = {"to be filled by o.e.m.", "default string", "system serial number", "none", "not specified", "0"}


def computer(root: Path = ROOT) -> Items:
    """Return computer, board and processor; what nobody can read is left out."""
    dmi = root / "sys/class/dmi/id"
    tree = root / "proc/device-tree"
    return {
        key: found
        for key, found in {
            "computer": item(
                make=_said(dmi / "sys_vendor"),
                model=_said(dmi / "product_name") or _said(tree / "model"),
                serial=_said(dmi / "product_serial") or _said(tree / "serial-number"),
                asset_tag=_said(dmi / "chassis_asset_tag"),
                chassis=CHASSIS.get(whole(read(dmi / "chassis_type")) or 0, ""),
                firmware=_said(dmi / "bios_version"),
                firmware_make=_said(dmi / "bios_vendor"),
                firmware_on=_american_day(_said(dmi / "bios_date")),
                tpm=_tpm(root),
            ),
            "board": item(make=_said(dmi / "board_vendor"), model=_said(dmi / "board_name")),
            "cpu": item(name=_processor(root), architecture=platform.machine(), max_mhz=_max_mhz(root)),
        }.items()
        if found
    }


def _said(path: Path) -> str:
    text = read(path)
    return "" if text.lower() in PLACEHOLDERS else text


def _processor(root: Path) -> str:
    facts = dict(_pairs(read(root / "proc/cpuinfo")))
    return next((facts[name] for name in ("model name", "Model", "Hardware", "cpu model") if name in facts), "")


def _pairs(text: str) -> list[tuple[str, str]]:
    lines = (line.partition(":") for line in text.splitlines() if ":" in line)
    return [(name.strip(), value.strip()) for name, _, value in lines]


def _max_mhz(root: Path) -> int | None:
    khz = whole(read(root / "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq"))
    return khz // 1000 if khz else None


def _tpm(root: Path) -> str:
    major = read(root / "sys/class/tpm/tpm0/tpm_version_major")
    if major:
        return {"1": "1.2", "2": "2.0"}.get(major, major)
    return "1.2" if (root / "sys/class/tpm/tpm0").exists() else ""


def _american_day(text: str) -> str:
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    return f"{year}-{month}-{day}" if len(year) == 4 and len(month) == len(day) == 2 else ""
