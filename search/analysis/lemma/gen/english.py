"""Writes the list of English: the words of SCOWL (npm dictionary-en 4.0.0)
with their regular forms, those of simplemma whose dictionary form SCOWL knows
too, and the irregular verbs below (own work).

    python3 english.py FILE (without .dic) LISTS > LISTS/en.scowl.tsv
"""
import re
import sys

VERBS = """
arise arose arisen;awake awoke awoken;be am is are was were been being;bear bore borne;beat beaten;become became;begin began begun;bend bent;bet;bind bound;bite bit bitten;bleed bled;blow blew blown
break broke broken;breed bred;bring brought;build built;burn burnt;buy bought;catch caught;choose chose chosen;cling clung;come came;creep crept;deal dealt;dig dug;do does did done;draw drew drawn
dream dreamt;drink drank drunk;drive drove driven;eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought;find found;flee fled;fly flew flown;forbid forbade forbidden;forecast;forget forgot forgotten
forgive forgave forgiven;freeze froze frozen;get got gotten;give gave given;go goes went gone;grind ground;grow grew grown;hang hung;have has had;hear heard;hide hid hidden;hold held;keep kept;kneel knelt
know knew known;lay laid;lead led;lean leant;leap leapt;learn learnt;leave left;lend lent;lie lay lain lying;light lit;lose lost;make made;mean meant;meet met;overcome overcame;overtake overtook overtaken
pay paid;prove proven;ride rode ridden;ring rang rung;rise rose risen;run ran;say said;see saw seen;seek sought;sell sold;send sent;sew sewn;shake shook shaken;shine shone;shoot shot;show shown;shrink shrank shrunk
sing sang sung;sink sank sunk;sit sat;sleep slept;slide slid;speak spoke spoken;spend spent;spill spilt;spin spun;spring sprang sprung;stand stood;steal stole stolen;stick stuck;sting stung;strike struck stricken
strive strove striven;swear swore sworn;sweep swept;swell swollen;swim swam swum;swing swung;take took taken;teach taught;tear tore torn;tell told;think thought;throw threw thrown;undergo undergoes underwent undergone
understand understood;undertake undertook undertaken;uphold upheld;wake woke woken;wear wore worn;weave wove woven;weep wept;win won;wind wound;withdraw withdrew withdrawn;withhold withheld;withstand withstood;write wrote written
die dying;tie tying
"""
OTHERS = """
child children;man men;woman women;person people;foot feet;tooth teeth;goose geese;mouse mice;ox oxen;life lives;live lives;mean means;means means;wife wives;knife knives;leaf leaves;half halves;shelf shelves;thief thieves;loaf loaves;wolf wolves;self selves
calf calves;scarf scarves;analysis analyses;basis bases;crisis crises;thesis theses;hypothesis hypotheses;axis axes;criterion criteria;phenomenon phenomena;curriculum curricula;medium media;memorandum memoranda
good better best;bad worse worst;far farther further farthest furthest;little less least;much more most;many more most;well better best;policeman policemen;spokesman spokesmen;chairman chairmen;fisherman fishermen
"""
# look like forms of verbs and are none
NO_FORMS = set("""evening morning ceiling wedding wicked during nothing something anything everything pudding string spring offspring herring sterling darling shilling viking king ring thing wing sling
hundred sacred naked kindred embed need feed seed weed deed breed bleed speed creed greed steed exceed proceed succeed indeed shed sled news series species means always perhaps as this his us plus thus
yes gas bus lens bias virus focus bonus census campus status chaos basis crisis analysis christmas mathematics politics physics economics ethics""".split())

name, lists = sys.argv[1:3]
rules, prefixes = {}, {}
with open(name + ".aff", encoding="utf-8") as f:
    for line in f:
        p = line.split()
        if len(p) >= 5 and p[0] == "PFX":
            prefixes[p[1]] = p[3]
        if len(p) >= 5 and p[0] == "SFX":
            rules.setdefault(p[1], []).append(("" if p[2] == "0" else p[2], p[3].replace("0", ""), re.compile(p[4] + "$")))

# SCOWL as Hunspell has it says which words there are, not which belong together
entries = set()
with open(name + ".dic", encoding="utf-8") as f:
    next(f)
    for line in f:
        word, _, flags = line.strip().partition("/")
        if not word.isalpha() or not word.islower():
            continue
        forms = {word}
        for flag in flags:
            for cut, add, condition in rules.get(flag, ()):
                if add.isalpha() and word.endswith(cut) and condition.search(word):
                    forms.add(word[: len(word) - len(cut)] + add)
        entries.update(forms)
        entries.update(prefixes[flag] + form for flag in flags if flag in prefixes for form in forms)

VOWEL = "[aeiouy]"


def base(form):
    """The word that a regular form is of, None if there is none."""
    if form in NO_FORMS:
        return None
    for ending in ("ing", "ed"):
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2 or not re.search(VOWEL, stem):
            continue
        if ending == "ed" and stem[-1] == "i" and stem[:-1] + "y" in entries:
            return stem[:-1] + "y"
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl" and stem[:-1] in entries:
            return stem[:-1]  # stopped
        if len(stem) > 3 and stem[-2:] == "ll" and stem not in entries and stem[:-1] in entries:
            return stem[:-1]  # travelled
        short = re.search("[^aeiou][aeiouy][^aeiouwxy]$", stem) and len(re.findall("[aeiouy]+", stem)) == 1
        if short and stem + "e" in entries:
            return stem + "e"  # hoping, not hopping
        if stem in entries and not short:
            return stem
        if stem + "e" in entries:
            return stem + "e"
        if stem in entries and len(stem) > 2:
            return stem
    if form.endswith("ies") and form[:-3] + "y" in entries and len(form) > 4:
        return form[:-3] + "y"
    if re.search("(s|x|z|ch|sh)es$", form) and form[:-2] in entries:
        return form[:-2]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")) and form[:-1] in entries and len(form) > 3:
        return form[:-1]
    return None


lines, closed = set(), set()
for row in (VERBS + OTHERS).replace("\n", ";").split(";"):
    word, *forms = row.split() or [""]
    for form in forms:
        closed.add(form)
        lines.add((form, word))
listed = {}
with open(lists + "/en.tsv", encoding="utf-8") as f:
    for line in f:
        form, word = line.rstrip("\n").split("\t")
        if form not in closed:
            listed[form] = word
for form in entries | set(listed):
    if form in closed:
        continue
    word = listed.get(form, form)
    if word != form and word not in entries and form in entries:
        word = form  # gone under gan
    if len(word) > len(form) + 1:
        word = form  # an abbreviation: dr of drive
    regular = base(form)
    if word != form and regular and word + "e" == regular:
        word = form
    if word != form:
        lines.add((form, word))
        continue
    if regular:
        lines.add((form, regular))
    if not regular or form.endswith("ing"):
        lines.add((form, form))
for line in sorted(lines):
    print(*line, sep="\t")
