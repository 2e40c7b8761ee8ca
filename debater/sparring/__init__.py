"""Sparring: from an argument to a reply, turn by turn."""
