"""Writes the list of Hindi without what cannot be (छीनना under कब्जा) and with
every person of its verbs, and the same words in Urdu letters.

    python3 hindi.py LISTS   (after simplemma.py: hi.tsv → hi.clean.tsv, ur.tsv)

Hindi and Urdu share their inherited words and all verbs; those go from one
script to the other letter by letter. Words from Arabic and Persian do not
(ज़ may be one of four letters): they are left to the rules of endings.
"""
import sys
import unicodedata

LISTS = sys.argv[1]
# verbs whose forms share no beginning with their infinitive
SUPPLETIVE = {"जाना": "ग", "होना": "हथ", "लेना": "ल", "देना": "द", "करना": "क", "पीना": "प", "सीना": "स"}
VOWEL_SIGNS = "ािीुूेैोौृ"
FUTURE = "गा गे गी".split()

# letters for sounds that Urdu writes in one way only
CONSONANTS = dict(zip(
    "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह ड़ ढ़ क़ ख़ ग़ फ़".split(),
    "ک کھ گ گھ ن چ چھ ج جھ ن ٹ ٹھ ڈ ڈھ ن ت تھ د دھ ن پ پھ ب بھ م ی ر ل و ش ش س ہ ڑ ڑھ ق خ غ ف".split()))
SIGNS = {"ा": "ا", "ि": "", "ी": "ی", "ु": "", "ू": "و", "े": "ی", "ै": "ی", "ो": "و", "ौ": "و"}
INITIAL = {"अ": "ا", "आ": "آ", "इ": "ا", "ई": "ای", "उ": "ا", "ऊ": "او", "ए": "ای", "ऐ": "ای", "ओ": "او", "औ": "او"}
HIATUS = {"आ": "ا", "इ": "ئ", "ई": "ئی", "उ": "ؤ", "ऊ": "ؤ", "ए": "ئی", "ऐ": "ئی", "ओ": "ؤ", "औ": "ؤ", "अ": "ا"}


def urdu(word):
    """The word in Urdu letters, None if they cannot be told."""
    word = unicodedata.normalize("NFC", word)
    out, i, after_vowel = [], 0, False
    while i < len(word):
        c = word[i: i + 2] if word[i + 1: i + 2] == "़" else word[i]
        last = i + len(c) == len(word)
        if c in CONSONANTS:
            # य between vowels is written as hamza before ī and e
            if c == "य" and after_vowel and word[i + 1: i + 2] in ("ी", "े") and i:
                out.append("ئ")
            else:
                out.append(CONSONANTS[c])
            after_vowel = False
        elif c in SIGNS:
            out.append("ے" if last and c in "ेै" else SIGNS[c])
            after_vowel = True
        elif c in INITIAL:
            if not i:
                out.append(INITIAL[c])
            elif last and c in "एऐ":
                out.append("ئے")
            else:
                out.append(HIATUS[c])
            after_vowel = True
        elif c in "ंँ":
            out.append("ں" if last else "ن")
        elif c == "्":
            if out and word[i - 1] == word[i + 1: i + 2]:
                out.pop()  # a doubled consonant is written once
        else:
            return None
        i += len(c)
    return "".join(out)


def persons(infinitive):
    """The regular forms of a verb."""
    stem = infinitive[:-2]
    vowel = stem[-1] in VOWEL_SIGNS or stem[-1] in "आईऊएओ"
    yield stem
    for ending in "ता ती ते तीं ना नी ने कर के".split():
        yield stem + ending
    short = stem[:-1] + {"ी": "ि", "ू": "ु"}.get(stem[-1], stem[-1])
    if vowel:
        past = [short + e for e in ("या", "यी", "ये", "यीं", "ई", "ए", "ईं")]
        subjunctive = [short + e for e in ("ए", "एं", "एँ", "ऊं", "ऊँ", "ओ", "ये", "यें")]
        polite = [short + e for e in ("इए", "इये", "इएगा", "इयेगा")]
    else:
        past = [stem + e for e in "ा ी े ीं".split()]
        subjunctive = [stem + e for e in "े ें ूं ूँ ो".split()]
        polite = [stem + e for e in "िए िये िएगा ियेगा".split()]
    yield from past
    yield from polite
    for s in subjunctive:
        yield s
        for f in FUTURE:
            yield s + f


def main():
    words = {}
    with open(LISTS + "/hi.tsv", encoding="utf-8") as f:
        for line in f:
            w, lemma = (unicodedata.normalize("NFC", x) for x in line.rstrip("\n").split("\t"))
            if not w or not lemma or "-" in w or " " in w:
                continue
            if w[0] != lemma[0] and w[0] not in SUPPLETIVE.get(lemma, ""):
                lemma = w
            words.setdefault(w, set()).add(lemma)
    count = {}
    for w, lemmas in words.items():
        for l in lemmas:
            count[l] = count.get(l, 0) + (w.endswith(("ता", "ते", "कर", "ेगा", "ना")) and w != l)
    verbs = {l for l, n in count.items() if n > 2 and l.endswith("ना")}
    irregular = {"करना", "जाना", "होना", "लेना", "देना", "पीना"}
    for v in verbs:
        for form in persons(v):
            if v in irregular and form not in words:
                words[form] = {v}
            elif v not in irregular or words.get(form) == {form}:
                words.setdefault(form, set()).add(v)
    own = {"है": "होना", "हैं": "होना", "था": "होना", "थे": "होना", "थी": "होना", "थीं": "होना", "हूं": "होना", "हूँ": "होना", "हो": "होना", "हुआ": "होना", "हुई": "होना", "हुए": "होना", "हुईं": "होना",
           "लिए": "लेना", "लिया": "लेना", "ली": "लेना", "लीं": "लेना", "दिए": "देना", "दिया": "देना", "दी": "देना", "दीं": "देना", "लो": "लेना", "दो": "देना", "ले": "लेना", "दे": "देना",
           "लेगा": "लेना", "लेंगे": "लेना", "लेगी": "लेना", "देगा": "देना", "देंगे": "देना", "देगी": "देना", "किया": "करना", "की": "करना", "किए": "करना", "गया": "जाना", "गई": "जाना", "गए": "जाना", "गईं": "जाना",
           "लूंगा": "लेना", "दूंगा": "देना", "पिया": "पीना", "पी": "पीना", "होगा": "होना", "होंगे": "होना", "होगी": "होना", "होंगी": "होना", "हों": "होना", "होने": "होना"}
    for form, l in own.items():
        words.setdefault(form, set()).add(l)
    with open(LISTS + "/hi.clean.tsv", "w", encoding="utf-8") as hi:
        for w in sorted(words):
            for l in sorted(words[w]):
                print(w, l, sep="\t", file=hi)
    lines = set()
    for w, lemmas in words.items():
        for l in lemmas:
            a, b = urdu(w), urdu(l)
            if a and b:
                lines.add((a, b))
    for b in {b for _, b in lines}:
        if b.endswith("نا") and len(b) > 3 and (b[:-2] + "تا", b) in lines:
            for ending in ("یے", "ئے", "ئیے", "یں", "یۓ", "ۓ"):
                lines.add((b[:-2] + ending, b))
        elif b.endswith("ا") and len(b) > 3 and (b[:-1] + "ہ", b[:-1] + "ہ") not in lines:
            lines.add((b[:-1] + "ہ", b))  # सजदा is سجدہ: which nouns are from Arabic, Hindi does not show
    with open(LISTS + "/ur.tsv", "w", encoding="utf-8") as ur:
        for line in sorted(lines):
            print(*line, sep="\t", file=ur)


main()
