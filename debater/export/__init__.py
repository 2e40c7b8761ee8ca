"""Rounds, cards and drills as files for other programs, and read back from them."""
