"""Completes the list of Arabic: simplemma gives every word one dictionary
form, often the word itself where a verb has it too (سمحت). Of each verb whose
imperfect the list knows, the common persons are written out.

    python3 arabic.py LISTS > LISTS/ar.verbs.tsv   (after simplemma.py)
"""
import sys

FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", **{c: "" for c in "ًٌٍَُِّْٰـ"}})
PAST = ["ت", "ا", "تا", "وا", "نا", "تم", "ن"]
IMPERFECT = ["ون", "وا", "ان", "ا", "ين", "ن", "ي"]


def skeleton(word):
    """The strong consonants."""
    return "".join(c for c in word if c not in "اويءئؤ")


def pasts(stem):
    """What the past of an imperfect stem may be: كتب, رسل (ارسل), عيش (عاش)."""
    yield stem
    yield "ا" + stem
    if len(stem) == 3 and stem[1] in "وي":
        yield stem[0] + "ا" + stem[2]
        yield "ا" + stem[0] + "ا" + stem[2]
    elif len(stem) > 3 and stem[-2] == "ي":
        yield "ا" + stem[:-2] + "ا" + stem[-1]
    if len(stem) == 2:
        yield "و" + stem


imperfects = {}
words = {}
with open(sys.argv[1] + "/ar.tsv", encoding="utf-8") as f:
    for line in f:
        w, lemma = (x.translate(FOLD) for x in line.rstrip("\n").split("\t"))
        words.setdefault(w, set()).add(lemma)
        if w[0] == "ي" and len(w) > 3 and lemma[0] != "ي" and len(lemma) > 2 and skeleton(lemma) == skeleton(w[1:]):
            imperfects.setdefault(lemma, set()).add(w[1:])
lemmas = {l for ls in words.values() for l in ls}
for w in words:
    if w[0] == "ي" and len(w) > 3 and words[w] == {w}:
        past = next((p for p in pasts(w[1:]) if p in lemmas), None)
        if past:
            imperfects.setdefault(past, set()).add(w[1:])

lines = set()
for w, ls in words.items():
    # the feminine of adjectives, which the list has with the article only
    if w[-1] == "ه" and w[:-1] in words.get("ال" + w, ()):
        lines.add((w, w[:-1]))
for lemma, stems in imperfects.items():
    # the bare stems, of which the others are made by endings
    bare = {s for s in stems if not any(s.endswith(e) and s[: -len(e)] in stems for e in IMPERFECT)}
    for s in bare:
        for p in "يتان":
            lines.add((p + s, lemma))
        for p in "يت":
            # a weak last letter gives way before the endings
            base = s[:-1] if s[-1] in "يو" else s
            for e in IMPERFECT[:-1]:
                lines.add((p + base + e, lemma))
    past = lemma[:-1] if lemma[-1] in "اي" else lemma
    if past == lemma:
        for e in PAST:
            lines.add((lemma + e, lemma))
        if len(lemma) == 3 and lemma[1] == "ا":  # hollow: قال, قلت
            for e in ("ت", "نا", "تم"):
                lines.add((lemma[0] + lemma[2] + e, lemma))
        elif len(lemma) > 3 and lemma[-2] == "ا":  # اراد, اردت
            for e in ("ت", "نا", "تم"):
                lines.add((lemma[:-2] + lemma[-1] + e, lemma))
    else:
        for e in ("ت", "وا"):
            lines.add((past + e, lemma))
        for e in ("يت", "ينا"):
            lines.add((past + e, lemma))
for lemma, forms in {"كان": "يكن تكن نكن اكن", "قال": "يقل تقل نقل قيل يقال تقال", "عاد": "يعد تعد", "زال": "يزل تزل"}.items():
    lines.update((f, lemma) for f in forms.split())


def fits(form, lemma):
    """Whether the list leaves room for another reading of the form."""
    known = words.get(form, ())
    if not known or lemma in known:
        return True
    return known == {form} and (form[0] in "يت" or form[-1] == "ت" or form[-2:] == "وا" or form[-1] == "ه")


for line in sorted(l for l in lines if fits(*l)):
    print(*line, sep="\t")
