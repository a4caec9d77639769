"""Freezing the Windows programs on Linux, under Wine: for `make packages-windows` (docs/packaging.md). Not part of CI."""
