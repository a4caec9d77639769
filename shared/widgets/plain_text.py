"""Foreign text on its way to the screen: nothing in it is markup, a mnemonic, or able to turn its surroundings round.

What was received is stored and sent unchanged; only what is drawn passes through here.
"""

import html

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_LINE_BREAKS = {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0C: "\n"}
# Overrides and embeddings exist to deceive or come from broken editors; both deserve to be seen.
_BIDI = {code: f"⟨U+{code:04X}⟩" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t\v\f"} | {0x7F: "␡"}
_INVISIBLE = {code: f"⟨U+{code:04X}⟩" for code in (0x00AD, 0x180E, 0x2060, 0xFEFF)}
_TEXT = _LINE_BREAKS | _BIDI | _CONTROLS | _INVISIBLE | dict.fromkeys(range(55296, 57344), "�")
_LINE = _TEXT | dict.fromkeys(map(ord, "\n\t\v\f\r\u2028\u2029\x85"), " ")

_SENTENCE = {code: mark for code, mark in _TEXT.items() if code not in (0x2068, 0x2069)}


def shown(text: str) -> str:
    """Return `text` with direction overrides and control characters made visible; line breaks stay."""
    return text.replace("\r\n", "\n").translate(_TEXT)


def shown_line(text: str) -> str:
    """Return `text` fit for one line: as `shown`, line breaks become spaces."""
    return text.translate(_LINE)


def shown_sentence(text: str) -> str:
    """Return a sentence of ours fit for a label: as `shown`, but what `isolated` wrapped round a name stays."""
    return text.replace("\r\n", "\n").translate(_SENTENCE)


def isolated(name: str) -> str:
    """Return a name to put into a sentence of ours, so that its writing direction ends with it."""
    return f"{_FIRST_STRONG_ISOLATE}{shown_line(name)}{_POP_ISOLATE}"


def unmarked(sentence: str) -> str:
    """Return a sentence without what `isolated` wrapped round a name, where the marks themselves would be seen."""
    return sentence.replace(_FIRST_STRONG_ISOLATE, "").replace(_POP_ISOLATE, "")


def tooltip_text(text: str) -> str:
    """Return text for setToolTip, which would otherwise guess whether it is HTML."""
    return f"<span style='white-space:pre-wrap'>{html.escape(shown_sentence(text))}</span>" if text else ""


def button_text(text: str) -> str:
    """Return text for a button, tab or menu entry, where a single `&` would mark a letter."""
    return shown_sentence(text).replace("\n", " ").replace("&", "&&")
