"""Which drive a block device is on: its model, also through one layer of encryption or logical volumes."""

from pathlib import Path

from endpoint_agent.inventory.sources import read

ROOT = Path("/")


def model_of(device: str, root: Path = ROOT) -> str:
    """Return the model of the drive below a device such as /dev/sda1 or /dev/mapper/home; empty where it has none."""
    node = root / device.lstrip("/")
    name = node.resolve().name if node.is_symlink() else node.name
    block = root / "sys/class/block" / name
    slaves = sorted(path.name for path in (block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    if slaves:
        block = root / "sys/class/block" / slaves[0]
    folder = block.resolve()
    return read(folder / "device/model") or read(folder.parent / "device/model")
