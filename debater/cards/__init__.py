"""Evidence cards: whole paragraphs of a source, cut at the level of words, and their cites."""
