"""BM25 over points: what the words alone say, with or without an embedding model."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import Stemmer

from debater.text import words

# A BM25 score of this size counts as half of full agreement.
_HALF = 6.0

_STOPWORDS = frozenset(bm25s.tokenization.STOPWORDS_EN) | frozenset(
    "i you he she we they me him her us them my your his our their its am are was were be been do "
    "does did has have had can could should would must may might not no so than too very just what "
    "who when where why how which there here that this these those it's don't doesn't isn't also "
    "even ever because about up out if then when more most some any all both each other into over "
    "under again only own same will".split()
)


class LexicalIndex:
    """BM25 (bm25s, stemmed English words) over one document a point."""

    def __init__(self, documents: Sequence[str]) -> None:
        """Index ``documents``, in the order their scores will come back."""
        self._stemmer = Stemmer.Stemmer("english")
        self._bm25 = bm25s.BM25()
        tokens = [self._stems(document) for document in documents]
        self._documents = [set(stems) for stems in tokens]
        self._vocabulary: set[str] = set().union(*self._documents) if tokens else set()
        if self._vocabulary:
            self._bm25.index(tokens, show_progress=False)

    def scores(self, argument: str) -> list[float]:
        """Return a score from 0 to 1 for every document."""
        stems = sorted({stem for stem in self._stems(argument) if stem in self._vocabulary})
        if not stems:
            return [0.0] * len(self._documents)
        raw = self._bm25.get_scores(stems)
        return [float(score) / (float(score) + _HALF) if score > 0 else 0.0 for score in raw]

    def shared_words(self, argument: str, document: int) -> tuple[str, ...]:
        """Return the argument's words whose stems the document holds, in their order."""
        shared: dict[str, str] = {}
        for word in words(argument):
            if word in _STOPWORDS:
                continue
            stem = self._stemmer.stemWord(word)
            if stem in self._documents[document]:
                shared.setdefault(stem, word)
        return tuple(shared.values())

    def _stems(self, text: str) -> list[str]:
        kept = [word for word in words(text) if word not in _STOPWORDS]
        return [str(stem) for stem in self._stemmer.stemWords(kept)]
