r"""What an MSI says: ids, properties, registry values, files. Pure: names in, a WiX source and more rows out.

The tool that writes the database knows only a part of WiX; rows it cannot write are `changes()` and go in afterwards (msi.py).
What the values mean to the agent: endpoint_agent/machine_settings.py. Source: ADR 0014.
"""

import uuid
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath
from typing import Final

import msgspec

from installer.programs import Program

NAMESPACE: Final = "http://schemas.microsoft.com/wix/2006/wi"
IDS: Final = uuid.UUID("5d0c5d0a-6a5e-4f63-9f3c-7a1f0f3a2b10")
"""Every other id is made from this one and a name. Never change it: Windows would see another product."""
VENDOR: Final = "Sportello"
STAMP: Final = "sportello.stamp"
SETTINGS: Final = {
    "RELAY_URL": "RelayUrl",
    "ENROLLMENT_TOKEN": "EnrollmentToken",
    "STAMP": "Stamp",
    "FINGERPRINT": "Fingerprint",
    "CA_FILE": "CaFile",
}
"""Public property of the command line: value in the registry. Only of the agent."""
SECRET: Final = ("ENROLLMENT_TOKEN", "STAMP", "KEPT_ENROLLMENT_TOKEN", "KEPT_STAMP")
KEPT: Final = "KEPT_"
"""What the version before had; a property that is given on the command line stands above it."""
RUN_KEY: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
RUN_NAME: Final = "Sportello"
"""By this the agent finds out that the machine starts it (endpoint_agent/autostart.py)."""
TOGETHER: Final = (
    "Installed OR (RELAY_URL AND ENROLLMENT_TOKEN) OR (NOT RELAY_URL AND NOT ENROLLMENT_TOKEN)",
    "RELAY_URL and ENROLLMENT_TOKEN are given together or not at all. / RELAY_URL e ENROLLMENT_TOKEN vanno dati insieme.",
)
SETS_PROPERTY: Final = 51
"""Type of a custom action that only sets a property: it starts nothing."""
NO_WAY_BACK: Final = (
    "A newer version is installed; remove it first. / È installata una versione più recente: prima va rimossa."
)


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """One program in one version, and the files of its folder with the names they are found by when it is made."""

    program: Program
    version: str
    files: tuple[str, ...]
    """Relative, with `/`, sorted."""

    @property
    def has_settings(self) -> bool:
        """Whether a customer's settings belong to it."""
        return self.program.name == "agent"

    @property
    def executable(self) -> str:
        """Name of what is started."""
        return f"{self.program.command}.exe"

    @property
    def registry_key(self) -> str:
        """Where its settings are, below HKLM."""
        return rf"SOFTWARE\{VENDOR}\{self.program.name.capitalize()}"

    @property
    def upgrade_code(self) -> str:
        """The same for all versions: by it one replaces the other."""
        return own_id(self.program.name, "upgrade")

    @property
    def product_code(self) -> str:
        """Another one for each version."""
        return own_id(self.program.name, "product", self.version)


def own_id(*names: str) -> str:
    """Return the id that belongs to these names, always the same."""
    return "{" + str(uuid.uuid5(IDS, "|".join(names))).upper() + "}"


def windows_version(version: str) -> str:
    """Return the three numbers that Windows compares: it ignores what follows them."""
    numbers = [part for part in version.partition("+")[0].split(".") if part.isdigit()]
    return ".".join([*numbers, "0", "0"][:3])


FOLDER, ICON = "files", "program.ico"
"""Where the source finds what it packs, beside itself: the tool takes no absolute path."""


def source(product: Product) -> str:
    """Return the WiX source."""
    ET.register_namespace("", NAMESPACE)
    wix = ET.Element(_tag("Wix"))
    program, version = product.program, windows_version(product.version)
    whole = _add(
        wix, "Product", Id=product.product_code, Name=program.title, Version=version, Language="1033",
        Manufacturer=VENDOR, UpgradeCode=product.upgrade_code,
    )  # fmt: skip
    _add(
        whole, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine",
        Description=f"{program.title} {product.version}", Comments=program.summary, Manufacturer=VENDOR,
    )  # fmt: skip
    _add(whole, "Media", Id="1", Cabinet="files.cab", EmbedCab="yes")
    _add(whole, "MajorUpgrade", DowngradeErrorMessage=NO_WAY_BACK)
    _add(whole, "Icon", Id=ICON, SourceFile=ICON)
    for name, value in (
        ("ARPPRODUCTICON", ICON),
        ("ARPNOMODIFY", "1"),
        ("ARPCOMMENTS", program.summary),
        # Without versions in its list of files Windows would keep an older library, which the upgrade then removes.
        ("REINSTALLMODE", "amus"),
    ):
        _add(whole, "Property", Id=name, Value=value)
    if product.has_settings:
        _add_searches(whole, product)
    components = _add_folders(_add(whole, "Directory", Id="TARGETDIR", Name="SourceDir"), product)
    feature = _add(whole, "Feature", Id="Main", Title=program.title, Level="1")
    for component in components:
        _add(feature, "ComponentRef", Id=component)
    ET.indent(wix)
    return ET.tostring(wix, encoding="unicode", xml_declaration=True)


class Row(msgspec.Struct, frozen=True):
    """One row that is added to a table."""

    table: str
    values: dict[str, str | int]


class Change(msgspec.Struct, frozen=True):
    """One value of one row that is there already, found by its key."""

    table: str
    row: str
    column: str
    value: str | int


MOVE_FILE: Final = (
    "CREATE TABLE `MoveFile` (`FileKey` CHAR(72) NOT NULL, `Component_` CHAR(72) NOT NULL, "
    "`SourceName` CHAR(255) LOCALIZABLE, `DestName` CHAR(255) LOCALIZABLE, `SourceFolder` CHAR(72), "
    "`DestFolder` CHAR(72) NOT NULL, `Options` INT NOT NULL PRIMARY KEY `FileKey`)"
)
"""The one table that the tool does not make."""


def changes(product: Product) -> list[Row | Change]:
    """Return what the WiX source cannot say here."""
    # The old version is removed inside the transaction: an upgrade that fails puts it back.
    moved: list[Row | Change] = [Change("InstallExecuteSequence", "RemoveExistingProducts", "Sequence", 1501)]
    if not product.has_settings:
        return moved
    secure = ["WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED", *SETTINGS, *(KEPT + name for name in SETTINGS)]
    condition, sentence = TOGETHER
    return [
        *moved,
        Change("Property", "SecureCustomProperties", "Value", ";".join(secure)),
        # Windows writes neither into its logs.
        Row("Property", {"Property": "MsiHiddenProperties", "Value": ";".join(SECRET)}),
        Row("LaunchCondition", {"Condition": condition, "Description": sentence}),
        *(row for number, name in enumerate(SETTINGS) for row in _kept(number, name)),
        # A stamp that lies beside the package is copied beside the program; it goes with the program, not with an upgrade.
        Row("MoveFile", {
            "FileKey": "Stamp", "Component_": "Settings", "SourceName": STAMP, "DestName": STAMP,
            "SourceFolder": "SourceDir", "DestFolder": "INSTALLDIR", "Options": 0,
        }),
        Row("RemoveFile", {
            "FileKey": "Stamp", "Component_": "Settings", "FileName": STAMP, "DirProperty": "STAMPDIR", "InstallMode": 2,
        }),
        Row("CustomAction", {"Action": "StampDir", "Type": SETS_PROPERTY, "Source": "STAMPDIR", "Target": "[INSTALLDIR]"}),
        _when("StampDir", "NOT UPGRADINGPRODUCTCODE", 1010),
        _when("ResolveSource", "NOT Installed", 850),
        _when("MoveFiles", "", 3800),
    ]  # fmt: skip


def _kept(number: int, name: str) -> list[Row | Change]:
    kept = KEPT + name
    return [
        Row("CustomAction", {"Action": f"Keep{number}", "Type": SETS_PROPERTY, "Source": name, "Target": f"[{kept}]"}),
        _when(f"Keep{number}", f"{kept} AND NOT {name}", 60 + number),
    ]


def _when(action: str, condition: str, place: int) -> Row:
    said = {"Condition": condition} if condition else {}
    return Row("InstallExecuteSequence", {"Action": action, **said, "Sequence": place})


def _add_searches(whole: ET.Element, product: Product) -> None:
    for number, (name, value) in enumerate(SETTINGS.items()):
        kept = _add(whole, "Property", Id=KEPT + name)
        _add(
            kept, "RegistrySearch", Id=f"Search{number}", Root="HKLM", Key=product.registry_key, Name=value,
            Type="raw", Win64="yes",
        )  # fmt: skip


def _add_folders(target: ET.Element, product: Product) -> list[str]:
    """Add everything that is put on the disk and into the registry; return the components."""
    vendor = _add(_add(target, "Directory", Id="ProgramFiles64Folder"), "Directory", Id="VENDORDIR", Name=VENDOR)
    install = _add(vendor, "Directory", Id="INSTALLDIR", Name=product.program.name.capitalize())
    components = _add_files(install, product)
    menu = _add(_add(target, "Directory", Id="ProgramMenuFolder"), "Component", Id="Menu", Win64="yes",
                Guid=own_id(product.program.name, "menu"))  # fmt: skip
    _add(
        menu, "Shortcut", Id="Start", Name=product.program.title, Target=f"[INSTALLDIR]{product.executable}",
        WorkingDirectory="INSTALLDIR", Icon=ICON,
    )  # fmt: skip
    _add_value(menu, "Menu", product.registry_key, "Version", product.version, is_key=True)
    if product.has_settings:
        _add_settings(install, product)
        components.append("Settings")
    return [*components, "Menu"]


def _add_settings(install: ET.Element, product: Product) -> None:
    settings = _add(install, "Component", Id="Settings", Guid=own_id(product.program.name, "settings"), Win64="yes")
    for number, (name, value) in enumerate(SETTINGS.items()):
        _add_value(settings, f"Setting{number}", product.registry_key, value, f"[{name}]", is_key=not number)
    _add_value(settings, "Run", RUN_KEY, RUN_NAME, f'"[INSTALLDIR]{product.executable}"')


def _add_files(install: ET.Element, product: Product) -> list[str]:
    """One component for each file, as Windows wants it; return them."""
    folders = {PurePosixPath(): install}
    components = []
    for number, name in enumerate(product.files):
        path = PurePosixPath(name)
        component = _add(
            _folder(folders, path.parent), "Component", Id=f"File{number}", Win64="yes",
            Guid=own_id(product.program.name, "file", name),
        )  # fmt: skip
        _add(component, "File", Id=f"File{number}", Name=path.name, Source=f"{FOLDER}/{name}", KeyPath="yes")
        components.append(f"File{number}")
    return components


def _folder(known: dict[PurePosixPath, ET.Element], path: PurePosixPath) -> ET.Element:
    if path not in known:
        parent = _folder(known, path.parent)
        known[path] = _add(parent, "Directory", Id=f"Folder{len(known)}", Name=path.name)
    return known[path]


def _add_value(parent: ET.Element, row: str, key: str, name: str, value: str, *, is_key: bool = False) -> None:
    more = {"KeyPath": "yes"} if is_key else {}
    _add(parent, "RegistryValue", Id=row, Root="HKLM", Key=key, Name=name, Type="string", Value=value, **more)


def _add(parent: ET.Element, name: str, **values: str) -> ET.Element:
    return ET.SubElement(parent, _tag(name), values)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
