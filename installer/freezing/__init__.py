"""Makes one folder of a program: PyInstaller's work, trimmed, listed and tried out. Stamps and packages are not here."""
