"""Which words make up the phrase of a head: noun, genitives, titles; no clause, no parenthesis."""

from __future__ import annotations

from kg.extract.predicate import citations
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.frames import load_frames
from kg.persian.letters import fold
from kg.persian.lexicon import RA, marker_roles, word_class

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_OUTSIDE = frozenset(
    [
        "case", "punct", "cc", "mark", "advcl", "parataxis", "cop", "aux", "ccomp", "csubj", "vocative", "discourse",
        "dislocated", "root", "orphan", "nsubj",
    ]
)
_MODIFIERS = frozenset({"nmod", "amod", "flat:name", "flat", "appos", "acl", "obl:arg", "obl"})
_OPENING = frozenset("([{")
_OF_CLAUSE = frozenset({"purpose", "time", "cause", "manner", "condition", "concession", "source"})
_OF_NOUN = frozenset({"place"})


def is_finite_clause(tree: Tree, word: Word) -> bool:
    """A relative clause («… که آمد») as against a participial modifier («ایجادشده توسط …»)."""
    if any(child.deprel == "mark" for child in tree.dependents(word.id)):
        return True
    feats = word.feats or ""
    return word.upos in ("VERB", "AUX") and "VerbForm=Part" not in feats


def _stays_out(tree: Tree, child: Word, top: bool) -> bool:
    if child.deprel == "punct":
        return False
    if child.deprel in _OUTSIDE and (top or child.deprel not in ("case", "cc")):
        return True
    if child.deprel == "conj" and top:
        return True
    if child.deprel == "case" and tree.is_object_marker(child.id):
        return True
    if child.deprel == "acl" and is_finite_clause(tree, child):
        return True
    if tree.fold(child.id) in word_class("based-on"):  # «ادعای وزیر [مبنی بر اینکه …]»
        return not word_class("clause-pronoun").isdisjoint(map(tree.fold, tree.subtree(child.id)))
    if top and (_gives_examples(tree, child) or _gives_title(tree, child)):
        return True
    if _belongs_to_clause(tree, child) or _is_time_of_clause(tree, child):
        return True
    if child.deprel == "dep" and top and child.id < child.head:
        colons = word_class("colon")  # «رویترز به نقل از منبعی: [کاری] که …»
        if any(tree.word(at).form in colons for at in range(child.id, child.head)):
            return True
    also = tree.fold(child.id) in word_class("also")  # «[نیز] ۳۶ کشتی», «رئیس حزب در مجلس [نیز]»
    return (top or also) and child.deprel in ("advmod", "dep") and child.upos in ("ADV", "PART", "SCONJ")


def _gives_examples(tree: Tree, child: Word) -> bool:
    """«کالاهایی [مانند برنج، شکر و روغن]»: what several things are like is not their name."""
    listed = tree.marker(child.id) in word_class("such-as") and child.deprel in ("nmod", "obl", "obl:arg")
    return listed and tree.word(child.head).feat("Number") == "Plur" and bool(tree.dependents(child.id, "conj"))


def _gives_title(tree: Tree, child: Word) -> bool:
    """«چند نشست [با عنوان …]», «مجتمع [با سه سالن]»."""
    if tree.marker(child.id) not in word_class("means-marker"):
        return False
    counted = bool(tree.dependents(child.id, "nummod")) and not tree.is_person(child.head)
    has_parts = counted and load_frames().nominal(tree.word(child.head).form) is None
    return tree.fold(child.id) in word_class("title-noun") or has_parts


def _is_time_of_clause(tree: Tree, child: Word) -> bool:
    """«[بامداد پنجشنبه] حملاتی انجام داد», «نخست‌وزیر [این دوشنبه] می‌رود»: a bare time is nobody's genitive.

    Nor is it somebody's apposition («خبرگزاری، [شامگاه دوشنبه]، …»).
    """
    if tree.marker(child.id):
        return False
    above = tree.word(child.head)
    named = above.upos == "PROPN" or (above.ner or "").endswith("ORG")
    timed = tree.fold(child.head) in word_class("time-noun")
    somebody = (named and not timed) or tree.fold(child.head) in word_class("office-noun")
    if somebody and tree.fold(child.id) in word_class("deictic-time"):
        return child.id == tree.subtree(child.head)[-1]  # «سپاه [امروز] اعلام کرد», «وزیر [دیروز] وارد شد»
    if tree.fold(child.id) in word_class("weekday") and _is_of_person(tree, child, child.id):
        return True  # «رهبر انقلاب [سه‌شنبه] وارد شد»
    if (until := date_ends(tree, child.id)) is not None and _is_of_person(tree, child, until):
        return True  # «سپاه پاسداران [سوم مرداد] …»
    light = child.deprel == "compound:lvc"  # «به [پایان] دادن جنگ»
    if light or child.upos != "NOUN" or tree.fold(child.id) not in word_class("time-noun"):
        return False
    return child.id < child.head or child.deprel == "appos" or bool(tree.dependents(child.id, "det"))


def date_ends(tree: Tree, number: int) -> int | None:
    """The last word of «سوم مرداد» or «۱۲ مرداد» that a word is part of; None when it is of no date."""
    for day in (number, number - 1):
        if 0 < day < len(tree) and tree.fold(day + 1) in word_class("month"):
            counts = tree.word(day).form.isdigit() or tree.fold(day) in word_class("ordinal")
            return day + 1 if counts else None
    return None


def _is_of_person(tree: Tree, child: Word, until: int) -> bool:
    """Whether a bare genitive that reaches `until` ends the phrase of a person, a name or an office."""
    top = tree.word(child.head)
    while top.deprel in ("nmod", "flat:name", "amod") and top.head and not tree.marker(top.id):
        top = tree.word(top.head)
    return (tree.is_person(top.id) or top.upos == "PROPN") and until == tree.subtree(top.id)[-1]


def _belongs_to_clause(tree: Tree, child: Word) -> bool:
    """Purpose, time, cause and compound prepositions say something of the event, wherever they hang.

    «توان خود در عرصهٔ سیاسی برای صلح به کار گرفت» uses «توان خود»; «تصمیم در خصوص بودجه» and «تلاش برای
    صلح» are phrases, since an event noun keeps what its verb would select.
    """
    marker = tree.marker(child.id)
    if marker is None or _is_enclosed(tree, child):
        return False
    if marker in word_class("setting-marker") and tree.fold(child.id) in word_class("document-noun"):
        return True
    whole = f"{marker} {tree.fold(child.id)}"
    role = marker_roles().get(whole, marker_roles().get(marker, ""))
    event = load_frames().nominal(tree.word(child.head).form)
    if role == "purpose" and (event is not None or tree.fold(child.head) in word_class("purpose-noun")):
        return False
    near = child.deprel == "nmod" and tree.subtree(child.id)[0] == child.head + 1
    if near and (role == "time" or marker in word_class("without")):
        return False  # «وضعیت [پیش از جنگ]», «هواپیمای [بدون سرنشین]»
    if role in _OF_CLAUSE:
        return event is None or marker not in event.targets
    compound = whole in marker_roles() or " " in marker
    return compound and role in _OF_NOUN and event is None


def _is_enclosed(tree: Tree, child: Word) -> bool:
    """«[پایگاه در شمال استان] را تخلیه کرد»: what stands between a noun and its object marker is of its phrase."""
    behind = (word for word in tree.dependents(child.head, "case") if word.id > child.id > child.head)
    return any(tree.is_object_marker(word.id) for word in behind)


def _in_parenthesis(tree: Tree, ids: list[int]) -> bool:
    return (ids[0] > 1 and tree.word(ids[0] - 1).form in _OPENING) or tree.word(ids[0]).form in _OPENING


def phrase_words(tree: Tree, head: int) -> list[int]:
    """Ids of the contiguous words of the phrase that `head` heads, without the conjuncts of the head."""
    apart = set(_distributed(tree, head))
    inside, todo = {head}, [(head, True)]
    while todo:
        at, top = todo.pop()
        for child in tree.dependents(at):
            if child.id in inside or child.id in apart or _stays_out(tree, child, top):
                continue
            if child.deprel != "punct" and _in_parenthesis(tree, tree.subtree(child.id)):
                continue
            inside.add(child.id)
            todo.append((child.id, False))
    return _contiguous(tree, head, inside)


def _contiguous(tree: Tree, head: int, inside: set[int]) -> list[int]:
    """The run of words around the head: punctuation is bridged, anything foreign ends the phrase."""
    first = _reach(tree, head, inside, -1)
    last = _reach(tree, head, inside, +1)
    while last < len(tree) and _wants_genitive(tree, last) and tree.word(last + 1).upos in ("NOUN", "PROPN", "ADJ"):
        last = max(_reach(tree, last + 1, {*inside, *tree.subtree(last + 1)}, +1), last + 1)
    return list(range(first, last + 1))


def _wants_genitive(tree: Tree, number: int) -> bool:
    """A written ezafe («سفرای …», «نیروهای …») calls for a genitive, wherever the parse hangs it."""
    word, form = tree.word(number), tree.fold(number)
    ends = form.endswith(tuple(word_class("ezafe-ending"))) and form not in word_class("ezafe-ending")
    return word.upos in ("NOUN", "PROPN") and ends


def _reach(tree: Tree, head: int, inside: set[int], step: int) -> int:
    end = at = head
    while 1 <= at + step <= len(tree):
        at += step
        word = tree.word(at)
        if at in inside and word.upos != "PUNCT":
            end = at
        elif word.upos != "PUNCT" or word.form in _OPENING:
            break
    return end


def conjuncts(tree: Tree, head: int) -> list[int]:
    """Heads of the coordinated phrases that are facts of their own, in order.

    «آمریکا و انگلیس» gives two; «سفیر و نمایندهٔ ایران», whose nouns share one genitive, gives one, but
    «رئیس و اعضای شورا» two: a plural names others.
    """
    bare = tree.marker(head) is None
    others = _coordinated(tree, head)
    others = [one for one in others if tree.marker(one) not in word_class("without")]  # «ناو قدیمی و [بدون پرچم]»
    others = [one for one in others if not (bare and _opens_with_preposition(tree, one))]
    others = [one for one in others if not _is_one_with(tree, head, one)]
    joined = any(tree.dependents(one, "cc") for one in (head, *others))
    others = [one for one in others if joined or not _tells_who(tree, head, one)]
    if not others or _share_modifiers(tree, head, others):
        return [head, *_distributed(tree, head)]
    return [head, *(found for other in others for found in (other, *_distributed(tree, other)))]


def _tells_who(tree: Tree, head: int, other: int) -> bool:
    """«علی کریمی، نویسنده، [عضو] شورا را …»: without «و», persons behind a name say who that is."""
    word = tree.word(other)
    named = (tree.word(head).ner or "").endswith("PER") and word.upos == "NOUN"
    return named and word.ner is None and (tree.is_person(other) or tree.fold(other) in word_class("office-noun"))


def _coordinated(tree: Tree, head: int) -> list[int]:
    """The conjuncts of a phrase; what a counted one has for a conjunct with a number of its own is one as well."""
    direct = _conjuncts_behind(tree, head)
    below = [word.id for one in direct for word in tree.dependents(one, "conj") if tree.dependents(word.id, "nummod")]
    return [*direct, *(one for one in below if tree.word(one).upos in NOMINAL)]


def _conjuncts_behind(tree: Tree, head: int) -> list[int]:
    """A conjunct before its head is a mistake of the parse."""
    return [word.id for word in tree.dependents(head, "conj") if word.upos in NOMINAL and word.id > head]


def _is_one_with(tree: Tree, head: int, other: int) -> bool:
    """«بانک صنعت و معدن», «یک زن و شوهر», «ساز و کار»: one name, one pair that is counted, one word."""
    names = [tree.word(at).ner or "" for at in range(head, other + 1)]
    named = bool(names) and names[0].startswith(("B-", "I-")) and all(one.startswith(("I-", "E-")) for one in names[1:])
    named = named and not {tree.fold(head), tree.fold(other)} <= word_class("body-noun")  # «[دادگاه] و [دیوان]»
    counted = any(tree.fold(one.id) in word_class("one") for one in tree.dependents(head, "nummod"))
    pair = other == head + 2 and all(tree.word(at).upos == "NOUN" for at in (head, other))
    whole = pair and " ".join(tree.folded[head - 1 : other]) in word_class("pair-noun")
    return named or whole or (counted and pair and tree.is_person(head))


def _opens_with_preposition(tree: Tree, head: int) -> bool:
    """«اینها و [در روزنامه‌ها …]»: what begins with a preposition is coordinated with no bare phrase."""
    first = tree.word(phrase_words(tree, head)[0])
    return first.upos == "ADP" and first.id < head


def _distributed(tree: Tree, head: int) -> list[int]:
    """«مردم عراق، سوریه و لبنان» are three: the names coordinated in the genitive of a people or an office."""
    if tree.fold(head) in word_class("every"):
        return [one for noun in tree.dependents(head, "nmod") for one in _bare_conjuncts(tree, noun)]
    if tree.fold(head) not in word_class("distributing-noun"):
        return []
    return [
        conjunct.id
        for name in tree.dependents(head, "nmod")
        if name.upos == "PROPN" and not tree.marker(name.id)
        for conjunct in tree.dependents(name.id, "conj")
        if conjunct.upos in ("PROPN", "NOUN")
    ]


def _bare_conjuncts(tree: Tree, noun: Word) -> list[int]:
    """«همهٔ معلمان و [شاگردان]» are two, «همهٔ مدرسه‌ها و کتابخانه‌های عمومی» is one, since both may be public."""
    others = tree.dependents(noun.id, "conj")
    bare = not any(tree.dependents(one.id, "amod", "nmod", "flat:name") for one in others)
    return [one.id for one in others if bare and not tree.marker(noun.id) and one.upos == "NOUN"]


def _belong_to_one(tree: Tree, nouns: list[int]) -> bool:
    """«مواضع و تجهیزات [دشمن]»: things whose last has the genitive of an owner are his together, persons are apart."""
    words = [tree.word(one) for one in nouns]
    things = all(tree.is_thing(one.id) and one.ner is None and one.feat("Number") == "Plur" for one in words)
    things = things and len(nouns) == 2 and nouns[1] == nouns[0] + 2
    bodies = (fold(form) for one in words for form in citations(one))
    owners = (one for one in tree.dependents(nouns[-1], "nmod") if one.id > nouns[-1] and not tree.marker(one.id))
    apart = word_class("group-noun") | word_class("every")
    return things and apart.isdisjoint(bodies) and any(owners)


def _share_modifiers(tree: Tree, head: int, others: list[int]) -> bool:
    def has_own(number: int) -> bool:
        behind = (child for child in tree.dependents(number, *_MODIFIERS) if child.id > number)
        return any(number in others or child.id < others[0] for child in behind)  # «سفیر و نماینده [در سازمان ملل]»

    if len(others) > 1:
        return False  # «امنیت، ثبات و [رونق همسایگان]» are three
    several = any(tree.word(number).feat("Number") == "Plur" for number in [head, *others])
    if several and not _belong_to_one(tree, [head, *others]):
        return False
    if any(tree.dependents(number, "nummod", "det") for number in others):
        return False  # «دو کارخانه و [یک] بیمارستان شهر»
    common = all(tree.word(number).upos in ("NOUN", "ADJ") for number in [head, *others])
    return common and not has_own(head) and has_own(others[-1])


def span_of(tree: Tree, head: int) -> list[int]:
    """Words of the phrase, together with conjuncts that share its modifiers."""
    words = phrase_words(tree, head)
    others = _conjuncts_behind(tree, head)
    if joined := [one for one in others if _is_one_with(tree, head, one)]:
        return list(range(words[0], _with_shared(tree, head, max(words[-1], phrase_words(tree, joined[-1])[-1])) + 1))
    if others and _share_modifiers(tree, head, others):
        return list(range(words[0], _with_shared(tree, head, phrase_words(tree, others[-1])[-1]) + 1))
    return words


def _with_shared(tree: Tree, head: int, last: int) -> int:
    """Where a coordinated phrase ends: behind what follows its last word and hangs from the first of them."""
    shared = (child for child in tree.dependents(head, *_MODIFIERS) if child.id > last)
    ends = (tree.subtree(child.id) for child in shared if not _stays_out(tree, child, top=True))
    return next((inside[-1] for inside in ends if inside[0] == last + 1), last)


def mention(tree: Tree, head: int, marker: str | None = None) -> Mention:
    """The mention that `head` heads; its text is the raw slice of the article."""
    words = span_of(tree, head)
    return mention_of(tree, words[0], words[-1], head, marker)


def _with_quote(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """«ترانهٔ «بهار[»]», «[«]رضا کرمی» ۳۴ ساله»: quotation marks come in pairs."""
    opening, closing = word_class("quote-open"), word_class("quote-close")
    inside = [tree.word(at).form for at in range(first, last + 1)]
    if opening.isdisjoint(inside) and closing.isdisjoint(inside):
        return first, last
    opened, closed = (sum(form in marks for form in inside) for marks in (opening - closing, closing - opening))
    high = sum(form in opening & closing for form in inside) % 2
    if (opened > closed or high) and last < len(tree) and tree.word(last + 1).form in closing:
        return first, last + 1
    if (closed > opened or high) and first > 1 and tree.word(first - 1).form in opening:
        return first - 1, last
    return first, last


def mention_of(tree: Tree, first: int, last: int, head: int, marker: str | None = None) -> Mention:
    """The mention from word `first` to word `last`, both included, with the partner of a quotation mark inside."""
    sentence = tree.sentence
    while last > first and tree.word(last).form in word_class("comma") | word_class("semicolon"):
        last -= 1
    first += tree.word(first).upos == "CCONJ" and first < head
    first, last = _with_quote(tree, first, last)
    start, end = sentence.word(first).start, sentence.word(last).end
    text = sentence.text[start - sentence.start : end - sentence.start]
    joined = f"{text}{RA}" in word_class("marked-pronoun") and sentence.text.startswith(RA, end - sentence.start)
    if first == last and sentence.word(first).upos == "PRON" and joined:
        text, end = f"{text}{RA}", end + len(RA)  # «مرا»
    return Mention(text=text, start=start, end=end, sentence=sentence.index, head=head, marker=marker)
