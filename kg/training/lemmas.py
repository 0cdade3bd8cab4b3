"""Lemmas: those of the treebanks, and those that no treebank spells out, of inflected verbs, nouns and adjectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.persian.letters import HAMZA, ZWNJ
from kg.persian.tables import read_table
from kg.persian.verbs import PREFIXES, analyses, conjugations, infinitives
from kg.training.inflection import NOMINAL, Inflections, Word, dictionary_words, made_forms
from kg.training.treebank import EMPTY, FORM, ID, LEMMA, UPOS, Tree, read_trees

_INFINITIVE = "infinitive"


def lemma_words(ours: Sequence[Word], others: Sequence[Word], tagged: Iterable[Tree], sentences: Path) -> list[Word]:
    """Words to learn lemmas from: each form and tag with what the first source says that knows it.

    The sources: `ours`, in the scheme that is aimed at; the verb table; endings cut off the forms of a
    tokenised text (one sentence a line) and of a dictionary; `others`, words of further treebanks; those
    forms again that have no ending, because another tag has another lemma.  `tagged` trees tell what a
    word mostly is.
    """
    counts = _counted(sentences)
    verbs = list(_verbs())
    changed = {form for form, _, lemma in (*ours, *verbs, *others) if form != lemma}
    forms = [*filter(_is_word, counts), *made_forms(), *(word for word in dictionary_words() if word in changed)]
    nominal = list(_nominal(Inflections(ours, others, tagged, counts), dict.fromkeys(forms), changed))
    cut = [word for word in nominal if word[0] != word[2]]
    return list(_first_told(ours, verbs, cut, others, nominal))


def words_of(trees: Iterable[Tree]) -> list[Word]:
    """The words of the trees whose lemma is told."""
    rows = (row for tree in trees for row in tree.words)
    return [(row[FORM], row[UPOS], row[LEMMA]) for row in rows if row[LEMMA] != EMPTY]


def as_tree(words: Iterable[Word]) -> Tree:
    """The words as one sentence, to be written and read like the others."""
    rows = [
        [str(at), form, lemma, tag, EMPTY, EMPTY, "0", "root", EMPTY, EMPTY]
        for at, (form, tag, lemma) in enumerate(words, start=1)
    ]
    return Tree("", rows)


def dictionary(trees: Path) -> Callable[[str, str], str]:
    """Form and tag -> lemma, as Stanza's dictionary lemmatiser trained on these trees says it."""
    trainer = _trained(trees)
    return lambda form, tag: str(trainer.predict_dict([(form, tag)])[0])


def train_lemmas(trees: Path, target: Path) -> None:
    """Write Stanza's dictionary lemmatiser of these trees."""
    _trained(trees).save(str(target))


def _trained(trees: Path) -> Any:
    from stanza.models import lemmatizer
    from stanza.models.lemma.trainer import Trainer
    from stanza.models.lemma.vocab import MultiVocab, Vocab

    args = lemmatizer.parse_args(["--shorthand", "fa_perdt", "--dict_only"])
    words = [(row[FORM], row[UPOS], row[LEMMA]) for tree in read_trees(trees) for row in tree.words]
    letters = Vocab("".join(form + lemma for form, _, lemma in words), args["lang"])
    vocab = MultiVocab({"char": letters, "pos": Vocab([tag for _, tag, _ in words], args["lang"])})
    trainer = Trainer(args=args, vocab=vocab, device="cpu")
    trainer.train_dict(words)
    return trainer


def with_lemmas(tree: Tree, lemma: Callable[[str, str], str]) -> Tree:
    """The tree with the lemmas that will be met when its parser runs, right or wrong."""
    rows = [list(row) for row in tree.rows]
    for row in rows:
        if "-" not in row[ID]:
            row[LEMMA] = lemma(row[FORM], row[UPOS])
    return Tree(tree.text, rows)


def _counted(sentences: Path) -> Counter[str]:
    counts = Counter[str]()
    with sentences.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    return counts


def _is_word(form: str) -> bool:
    return form.replace(ZWNJ, "").replace(HAMZA, "").isalpha()


def _first_told(*sources: Iterable[Word]) -> Iterator[Word]:
    """The words of each source whose form and tag no source before it has."""
    known = set[tuple[str, str]]()
    for source in sources:
        fresh = [word for word in source if word[:2] not in known]
        yield from fresh
        known.update(word[:2] for word in fresh)


def _nominal(inflections: Inflections, forms: Iterable[str], changed: set[str]) -> Iterator[Word]:
    """Lemmas as noun, adjective and name of the forms that are inflected as one of them or as another word."""
    for form in forms:
        found = [(form, tag, inflections.lemma(form, tag)) for tag in NOMINAL]
        if form in changed or any(lemma != form for _, _, lemma in found):
            yield from found


def _verbs() -> Iterator[Word]:
    """All forms of the known verbs but the infinitives, which are nouns; last those with a preverb."""
    forms: dict[str, list[str]] = {}
    for form in dict.fromkeys(form for form, _ in conjugations()):
        reading = next((one for one in analyses(form) if one.tense != _INFINITIVE), None)
        if reading is not None:
            forms.setdefault(reading.infinitive, []).append(form.replace(" ", ZWNJ))
    for infinitive, inflected in forms.items():
        yield from ((form, "VERB", _past_stem(infinitive)) for form in inflected)
    for prefix, infinitive in _prefixed():
        yield from ((prefix + form, "VERB", _past_stem(infinitive)) for form in forms.get(infinitive, ()))


def _past_stem(infinitive: str) -> str:
    """PerDT's lemma of a verb: its past stem, of a prefixed verb («برگشتن») that of the plain one."""
    cut = [infinitive.removeprefix(one) for one in PREFIXES if infinitive.startswith(one)]
    return next((bare for bare in cut if bare in infinitives()), infinitive)[:-1]


@cache
def _prefixed() -> tuple[tuple[str, str], ...]:
    """(preverb, infinitive of the plain verb) of the rows of `prefixed.tsv`."""
    rows = read_table(files("kg.persian") / "prefixed.tsv", ["prefix", "verbs"])
    return tuple((row.need("prefix"), verb) for row in rows for verb in row.need("verbs").split())
