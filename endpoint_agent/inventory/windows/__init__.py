"""Windows: registry, firmware table and psutil; as an ordinary user, without WMI and without a console window."""
