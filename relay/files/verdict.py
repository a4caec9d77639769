"""What the file process asks the process that looks into files, and what it is answered. Light: no check is imported for it."""

from typing import Literal

import msgspec

from shared.file_types import Why


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a good file is."""

    kind: str
    media_type: str
    signer: str = ""


class Job(msgspec.Struct):
    """One file to look into."""

    path: str
    name: str
    suffix: str


class Answer(msgspec.Struct, omit_defaults=True):
    """Either a verdict, or why the file is refused."""

    verdict: Verdict | None = None
    refused: Why | Literal[""] = ""
