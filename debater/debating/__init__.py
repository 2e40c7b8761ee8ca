"""Whole debates: formats and clock, speeches, flow, cross-examination, ballot."""
