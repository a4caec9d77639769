"""The program in the tray of a managed computer."""
