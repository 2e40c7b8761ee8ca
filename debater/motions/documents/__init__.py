"""Reads a coach's article, in whatever format, into clean paragraphs and its cite."""

from debater.motions.documents.model import Block, Document
from debater.motions.documents.reading import is_address, read_document

__all__ = ["Block", "Document", "is_address", "read_document"]
