"""Windows packages: an MSI for each desktop program, made on Linux from a folder that was frozen on Windows."""
