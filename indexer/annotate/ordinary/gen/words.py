"""Writes the lower-case dictionary forms that PyPI simplemma knows, one file per language, for gen.

    python3 words.py SIMPLEMMA LISTS [URDU]

SIMPLEMMA is the unpacked package (the folder that holds `simplemma/`). In German and Luxembourgish nouns are written with
a capital, so capitals say nothing there and all forms are kept. Serbo-Croatian goes to sr, hr, bs and cnr.
URDU is the list ur.tsv that search/analysis/lemma/gen/hindi.py makes of Hindi words in Urdu letters; Persian words join it.
"""
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # noqa: E402

factory = DefaultDictionaryFactory()
data = Path(sys.argv[1]) / "simplemma/strategies/dictionaries/data"
for path in sorted(data.glob("*.plzma")):
    words = {v.decode() if isinstance(v, bytes) else v for v in factory.get_dictionary(path.stem).values()}
    kept = {v for v in words if len(v) > 1 and " " not in v and (path.stem in ("de", "lb") or not v[:1].isupper())}
    for code in {"hbs": ["sr", "hr", "bs", "cnr"]}.get(path.stem, [path.stem]):
        (Path(sys.argv[2]) / f"{code}.txt").write_text("\n".join(sorted(kept)), encoding="utf-8")
if len(sys.argv) > 3:
    words = {line.split("\t")[1].strip() for line in open(sys.argv[3], encoding="utf-8")}
    persian = (Path(sys.argv[2]) / "fa.txt").read_text(encoding="utf-8").split("\n")
    words |= {w.replace("ه", "ہ") for w in persian if "\u200c" not in w}
    (Path(sys.argv[2]) / "ur.txt").write_text("\n".join(sorted(w for w in words if len(w) > 1)), encoding="utf-8")
