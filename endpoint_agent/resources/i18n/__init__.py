"""Translations of the agent; built by shared/qt/i18n.py."""
