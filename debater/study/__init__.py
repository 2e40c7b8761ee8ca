"""Studying between rounds: drills, when they are due, and what has become better."""
