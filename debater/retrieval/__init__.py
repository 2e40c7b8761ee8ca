"""Retrieval: encoders, the index, and the rank of what opposes."""
