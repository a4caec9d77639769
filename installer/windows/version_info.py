"""What Windows shows of a program under *Properties → Details*, as PyInstaller reads it. Pure: names in, text out."""

from typing import Final

from installer.programs import Program
from installer.windows.product import VENDOR, windows_version

ENGLISH: Final = (1033, 1200)
"""Language and code page (Unicode)."""
TABLE: Final = "040904B0"
"""The same two as Windows writes them."""
FORM: Final = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=1),
  kids=[
    StringFileInfo([StringTable({table!r}, [
      {strings}
    ])]),
    VarFileInfo([VarStruct('Translation', {language})]),
  ],
)
"""


def version_info(program: Program, version: str) -> str:
    """Return the text of version.txt."""
    said = {
        "CompanyName": VENDOR,
        "FileDescription": f"{program.title}: {program.summary}",
        "FileVersion": version,
        "InternalName": program.command,
        "OriginalFilename": f"{program.command}.exe",
        "ProductName": program.title,
        "ProductVersion": version,
    }
    numbers = (*map(int, windows_version(version).split(".")), 0)
    strings = ",\n      ".join(f"StringStruct({name!r}, {value!r})" for name, value in said.items())
    return FORM.format(numbers=numbers, table=TABLE, strings=strings, language=list(ENGLISH))
