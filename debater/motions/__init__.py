"""Motions: packs, sources, passages and citations."""
