"""Files that both programs show or play: fonts, icons, sounds, translations. Licences stand beside them."""

from pathlib import Path

RESOURCES = Path(__file__).parent
