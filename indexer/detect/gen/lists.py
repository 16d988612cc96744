"""Writes the words of lemma lists for languages that wordfreq lacks.

    python3 lists.py LISTS OUT       LISTS as search/analysis/lemma/gen reads them
"""
import pathlib
import random
import sys

LISTS = {"be": "be.hunspell", "et": "et", "ga": "ga", "hy": "hy", "ka": "ka", "kk": "kk.hunspell", "lv": "lv", "no": "nn", "sl": "sl", "sq": "sq"}
WHOLE = {"gl": "gl"}  # lends frequencies from its siblings, see main.go
ARTICLES = "as os o a de que na no do da e é un unha ao á en con por para se non"
source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for code, name in {**LISTS, **WHOLE}.items():
    words = set()
    with open(source / (name + ".tsv"), encoding="utf-8") as f:
        for line in f:
            words.update(line.rstrip("\n").split("\t")[: 2 if code in WHOLE else 1])
    words = sorted(w.lower() if code in WHOLE else w for w in words if w.isalpha() and len(w) <= 16)
    if code in WHOLE:
        words = sorted(set(words) | set(ARTICLES.split()))
    elif len(words) > 150000:
        random.seed(1)
        words = sorted(random.sample(words, 150000))
    (out / (code + ".tsv")).write_text("".join(w + "\t1\n" for w in words), encoding="utf-8")
