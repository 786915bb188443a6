"""What the extractors know of language: sentences, numbers in words, which language it is, where places are.

Nothing is loaded on import. The language model and the gazetteer are loaded by the first call that needs them, once
a process.
"""

from __future__ import annotations

from transforms.language.identify import identify_language, language_of
from transforms.language.sentences import split_sentences

__all__ = ["identify_language", "language_of", "split_sentences"]
