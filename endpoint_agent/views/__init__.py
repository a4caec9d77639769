"""Widgets: lay out, bind, translate. What anything means is decided in the presenters."""
