"""The terminal UI: screens, widgets, and the messages between them."""
