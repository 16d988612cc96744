"""Writes the word lists of the package simplemma (PyPI, 2.0.0) for gen.

    pip download --no-deps simplemma==2.0.0 && unzip simplemma-*.whl -d DIR
    python3 simplemma.py DIR LISTS
"""
import pathlib
import sys

sys.path.insert(0, sys.argv[1])
from simplemma.strategies.dictionaries import dictionary_factory as dictionaries

out = pathlib.Path(sys.argv[2])
for language in sorted(dictionaries.SUPPORTED_LANGUAGES):
    words = dictionaries._load_dictionary_from_disk(language)
    with open(out / (language + ".tsv"), "wb") as f:
        for word in sorted(words):
            f.write(word + b"\t" + words[word] + b"\n")
