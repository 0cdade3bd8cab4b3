"""Harmonising labels and labelling characters, on trees of our own."""

import json
from collections import namedtuple
from pathlib import Path

import pytest

from kg.errors import InputError, TableError, UsageError
from kg.persian.letters import fold
from kg.training.__main__ import main
from kg.training.banks import cut_out, digest, joined, without_text, without_words
from kg.training.fit import Average, Budget, Source, mixed
from kg.training.harmonise import UNSURE, harmonise, relation_labels
from kg.training.lemmas import dictionary, train_lemmas
from kg.training.names import bank_sentences, name_f1, read_bio, spans, train_names
from kg.training.noise import KINDS, kept, noisy
from kg.training.package import package
from kg.training.parser import Noise, train_parser
from kg.training.prepare import NEEDED, tokenizer_files
from kg.training.silver import agreed, unannotated
from kg.training.tagger import train_tagger, with_unseen
from kg.training.tags import confusions
from kg.training.tokenizer import train_tokenizer
from kg.training.treebank import DEPREL, FORM, HEAD, UPOS, Tree, read_trees, write_trees
from kg.training.vectors import save_vectors

EXAMPLES = Path(__file__).parent / "examples.conllu"

SERAJI = """# text = پل شهر را ساخته شد
1\tپل\tپل\tNOUN\tN\t_\t4\tnsubj:pass\t_\t_
2\tشهر\tشهر\tNOUN\tN\t_\t1\tnmod:poss\t_\t_
3\tرا\tرا\tPART\tCLITIC\t_\t1\tcase\t_\t_
4\tساخته\tساخت#ساز\tVERB\tV_PP\t_\t0\troot\t_\t_
5\tشد\tشد#شو\tAUX\tV_PA\t_\t4\taux:pass\t_\t_

"""

TOKENS = """# text = کتابش آمد.
1-2\tکتابش\t_\t_\t_\t_\t_\t_\t_\t_
1\tکتاب\t_\tX\t_\t_\t0\troot\t_\t_
2\tش\t_\tX\t_\t_\t1\tdep\t_\t_
3\tآمد\t_\tX\t_\t_\t1\tdep\t_\tSpaceAfter=No
4\t.\t_\tX\t_\t_\t1\tdep\t_\t_

"""


def test_a_passive_is_headed_by_its_finite_verb_and_labels_are_ours(tmp_path):
    path = tmp_path / "seraji.conllu"
    path.write_text(SERAJI, encoding="utf-8")
    tree = harmonise(next(read_trees(path)), relation_labels(), frozenset({"شهر"}))
    rows = [(row[FORM], row[UPOS], row[HEAD], row[DEPREL]) for row in tree.words]
    assert rows == [
        ("پل", "NOUN", "5", "nsubj:pass"), ("شهر", "PROPN", "1", "nmod"), ("را", "ADP", "1", "case"),
        ("ساخته", "VERB", "5", "xcomp"), ("شد", "VERB", "0", "root"),
    ]


def test_every_character_gets_its_label(tmp_path):
    source, text, labels = (tmp_path / name for name in ("in.conllu", "text", "labels"))
    source.write_text(TOKENS, encoding="utf-8")
    tokenizer_files(source, text, labels)
    assert text.read_text(encoding="utf-8") == "کتابش آمد.\n"
    assert labels.read_text(encoding="utf-8") == "0000300012\n"


def test_what_a_scheme_does_not_tell_trains_no_label(tmp_path):
    path = tmp_path / "seraji.conllu"
    path.write_text(SERAJI.replace("\tNOUN\tN\t_\t1\tnmod:poss", "\tNOUN\tN\t_\t4\tobl"), encoding="utf-8")
    tree = harmonise(next(read_trees(path)), relation_labels(), frozenset())
    assert [row[DEPREL] for row in tree.words][1] == UNSURE


def test_a_bank_without_words_gets_them_back(tmp_path):
    treebank, bank = tmp_path / "train.conllu", tmp_path / "bank.tsv"
    treebank.write_text("# sent_id = s7\n" + TOKENS, encoding="utf-8")
    bank.write_text("s7\tNOUN:3:nsubj\tPRON:1:nmod\tVERB:0:root\tPUNCT:3:punct\n", encoding="utf-8")
    [tree] = joined(bank, treebank)
    assert [(row[FORM], row[UPOS], row[HEAD]) for row in tree.words] == [
        ("کتاب", "NOUN", "3"), ("ش", "PRON", "1"), ("آمد", "VERB", "0"), (".", "PUNCT", "3"),
    ]
    assert next(without_words([("s7", tree)])) + "\n" == bank.read_text(encoding="utf-8")


def test_a_bank_of_tags_has_no_heads(tmp_path):
    treebank, bank = tmp_path / "train.conllu", tmp_path / "tags.tsv"
    treebank.write_text("# sent_id = s7\n" + TOKENS, encoding="utf-8")
    bank.write_text("s7\tNOUN\tPRON\tVERB\tPUNCT\n", encoding="utf-8")
    [tree] = joined(bank, treebank)
    assert [(row[UPOS], row[HEAD], row[DEPREL]) for row in tree.words] == [
        ("NOUN", "_", "_"), ("PRON", "_", "_"), ("VERB", "_", "_"), ("PUNCT", "_", "_"),
    ]


@pytest.mark.parametrize(
    ("line", "said"), [("s7\tNOUN:0:root\n", "1 words, but s7 has 4"), ("s8\tX:0:root\n", "no sentence 's8'")]
)
def test_a_bank_that_does_not_fit_is_refused_with_its_line(tmp_path, line, said):
    treebank, bank = tmp_path / "train.conllu", tmp_path / "bank.tsv"
    treebank.write_text("# sent_id = s7\n" + TOKENS, encoding="utf-8")
    bank.write_text(line, encoding="utf-8")
    with pytest.raises(TableError, match=r"bank\.tsv:1.*" + said):
        list(joined(bank, treebank))


def test_a_bank_of_posts_gets_its_words_back_from_the_text(tmp_path):
    line = "كتاب آمد. مادر رفت!\n"
    rows = [["1", "مادر", "_", "NOUN", "_", "_", "2", "nsubj", "_", "_"],
            ["2", "رفت", "_", "VERB", "_", "_", "0", "root", "_", "_"],
            ["3", "!", "_", "PUNCT", "_", "_", "2", "punct", "_", "_"]]
    text, bank = tmp_path / "posts.txt", tmp_path / "posts.tsv"
    text.write_text("خانه سوخت.\n" + line, encoding="utf-8")
    bank.write_text("\n".join(without_text(line, [Tree("مادر رفت!", rows)])) + "\n", encoding="utf-8")
    assert "مادر" not in bank.read_text(encoding="utf-8")
    assert [(tree.text, tree.rows) for tree in cut_out(bank, [text])] == [("مادر رفت!", rows)]
    text.write_text("خانه سوخت.\n", encoding="utf-8")
    assert list(cut_out(bank, [text])) == []


@pytest.mark.parametrize("cell", ["NOUN:0:root", "0-x:NOUN:0:root", "0-4:NOUN:0", "90-94:NOUN:0:root"])
def test_a_wrong_word_of_a_bank_of_posts_is_refused_with_its_line(tmp_path, cell):
    text, bank = tmp_path / "posts.txt", tmp_path / "posts.tsv"
    text.write_text("مادر رفت!\n", encoding="utf-8")
    bank.write_text(f"{digest('مادر رفت!')}\t{cell}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"posts\.tsv:1.*word 1 is"):
        list(cut_out(bank, [text]))


def test_a_bank_of_names_gets_its_words_back_from_the_text(tmp_path):
    text, bank = tmp_path / "posts.txt", tmp_path / "names.tsv"
    text.write_text("خانه سوخت. علی کریمی به يزد رفت!\n", encoding="utf-8")
    bank.write_text(f"{digest('خانه سوخت. علی کریمی به يزد رفت!')}\t11-33\t11-20:PER\t24-27:LOC\n", encoding="utf-8")
    [(forms, tags)] = bank_sentences(bank, [text])
    assert forms == ["علی", "کریمی", "به", "یزد", "رفت", "!"]
    assert tags == ["B-PER", "I-PER", "O", "B-LOC", "O", "O"]


@pytest.mark.parametrize("cells", ["0-x", "5-4", "0-90", "0-4\t0-4:MAN", "0-4\t0:PER"])
def test_a_wrong_name_of_a_bank_is_refused_with_its_line(tmp_path, cells):
    text, bank = tmp_path / "posts.txt", tmp_path / "names.tsv"
    text.write_text("مادر رفت!\n", encoding="utf-8")
    bank.write_text(f"{digest('مادر رفت!')}\t{cells}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"names\.tsv:1"):
        list(bank_sentences(bank, [text]))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_otherwise_finds_its_place_in_the_clean_text(kind):
    text = "رسانه‌های کشور، کارگران را می‌بینند. «یک» روز، دو روز"
    typed = noisy(text, kind)
    at = kept(text, typed)
    assert len(at) == len(typed) + 1 and at == sorted(set(at))
    assert [text[at[typed.index(one)]] for one in ("ر", "ش", "د")] == ["ر", "ش", "د"]
    assert typed != text and at[-1] == len(text)


def test_mistakes_of_a_tagger_become_noise():
    one, other = (next(read_trees(EXAMPLES)) for _ in range(2))
    other.rows[0][UPOS] = "ADJ"
    mistakes = confusions([one], [other])
    assert mistakes == {"NOUN": {"ADJ": 1}}
    assert Noise.of(mistakes, 10).rate == 0.1


def test_every_step_draws_by_the_shares_of_its_moment():
    sources = [Source(["early"], 1.0, 0.0), Source(["late"], 0.0, 1.0)]
    assert list(mixed(sources, Budget(4, 0.1, turn=0.5), seed=1)) == ["early", "early", "late", "late"]


@pytest.fixture(scope="module")
def vectors(tmp_path_factory):
    words = sorted({row[FORM] for tree in read_trees(EXAMPLES) for row in tree.words})
    target = tmp_path_factory.mktemp("vectors") / "vectors.pt"
    save_vectors(words, [[float(at % 7), float(at % 5), 1.0] for at in range(len(words))], target)
    return target


NOISE = Noise(0.1, {"NOUN": {"ADJ": 1}})


@pytest.fixture(scope="module")
def trained(tmp_path_factory, vectors):
    """A tagger and parsers of two seeds after three batches of our own sentences, and a lemmatiser."""
    folder, budget = tmp_path_factory.mktemp("trained"), Budget(3, 0.001, every=3)
    tagger, *parsers = (folder / f"{name}.pt" for name in ("tagger", "one", "other"))
    some = folder / "some.conllu"
    write_trees(list(read_trees(EXAMPLES))[:60], some)
    assert 0 <= train_tagger([some], [(1.0, 1.0)], some, vectors, tagger, budget) <= 1
    for seed, parser in enumerate(parsers, start=1):
        assert 0 <= train_parser(some, some, some, vectors, parser, NOISE, budget, seed) <= 1
    lemmas, words = folder / "lemmas.pt", folder / "lemmas.conllu"
    words.write_text(SERAJI, encoding="utf-8")
    train_lemmas(words, lemmas)
    return tagger, parsers, lemmas


def test_sentences_that_parsers_read_alike_train_the_next_one(tmp_path, vectors, trained):
    tagger, parsers, _ = trained
    trees, lemma = list(read_trees(EXAMPLES))[:40], dictionary(EXAMPLES)
    assert len(list(agreed(trees, tagger, parsers, vectors, lemma, least=0.0))) == len(trees)
    kept = list(agreed(trees, tagger, parsers, vectors, lemma))
    assert len(kept) < len(trees) == len(list(agreed(trees, tagger, [parsers[0]] * 2, vectors, lemma)))
    silver, target = tmp_path / "silver.conllu", tmp_path / "next.pt"
    write_trees([*trees, *kept], silver)
    train_parser(silver, silver, silver, vectors, target, NOISE, Budget(1, 0.001), start=parsers[0])
    assert target.stat().st_size > 0


def test_only_sentences_without_a_tree_are_parsed(tmp_path):
    treebank, known = tmp_path / "train.conllu", tmp_path / "known.conllu"
    trees = [tree for tree in read_trees(EXAMPLES) if len(tree.words) >= 5][:6]
    write_trees(trees, treebank)
    write_trees(trees[:4], known)
    found = unannotated(treebank, [known], 10)
    assert sorted(tree.text for tree in found) == sorted(tree.text for tree in trees[4:])
    assert len(unannotated(treebank, [known], 1)) == 1


def test_a_set_is_laid_out_as_stanza_reads_it(tmp_path, vectors, trained):
    tagger, parsers, lemmas = trained
    package({"pos": tagger, "depparse": parsers[0], "lemma": lemmas}, vectors, tmp_path)
    resources = json.loads((tmp_path / "resources.json").read_text(encoding="utf-8"))
    assert set(resources["fa"]["default_processors"]) == {"pos", "depparse", "lemma"}
    pipeline = pytest.importorskip("stanza").Pipeline(
        "fa", dir=str(tmp_path), processors="tokenize,pos,lemma,depparse", tokenize_pretokenized=True,
        download_method=None, use_gpu=False, logging_level="ERROR",
    )
    [sentence] = pipeline([["پل", "را", "ساخته"]]).sentences
    assert [word.lemma for word in sentence.words] == ["پل", "را", "ساخت#ساز"]


def test_the_tokeniser_trains_a_few_steps(tmp_path):
    text, labels, expansions = (tmp_path / name for name in ("text", "labels", "expansions.json"))
    tokenizer_files(EXAMPLES, text, labels, expansions)
    target, pair = tmp_path / "tokenizer.pt", (text, labels)
    assert 0 <= train_tokenizer(pair, expansions, pair, target, Budget(3, 0.001, every=3)) <= 1
    assert target.stat().st_size > 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--share", "2"], "--share 2.0: expected a number above 0, at most 1"),
        (["--self-training", "-1"], "--self-training -1: expected a number of sentences"),
        (["--text", "nowhere"], r"nowhere: no such folder; expected one with \*\.txt"),
        (["--names", "."], r"parstwiner\.train\.bio, .*: no such file; \. needs parstwiner\.train\.bio"),
        ([], r"fa_perdt-ud-dev\.conllu, .*: no such file; .* needs fa_perdt-ud-dev\.conllu"),
    ],
)
def test_what_is_missing_to_train_is_named(tmp_path, options, said):
    treebanks = tmp_path / "treebanks"
    treebanks.mkdir()
    (tmp_path / "news.txt").write_text("\n", encoding="utf-8")
    if options[:1] in (["--text"], ["--names"]):
        for name in NEEDED:
            (treebanks / name).touch()
    folders = ["--treebanks", str(treebanks), "--text", str(tmp_path), "--output", str(tmp_path / "out")]
    with pytest.raises(UsageError, match=said):
        main([*folders, *options])
    assert not (tmp_path / "out").exists()


def test_the_averaged_weights_are_saved_and_the_running_ones_trained_on():
    torch = pytest.importorskip("torch")
    network = torch.nn.Linear(1, 1, bias=False)
    average = Average(network)
    with torch.no_grad():
        network.weight.fill_(5.0)
    average.take(1000)
    with average:
        inside = float(network.weight)
    assert float(network.weight) == 5.0 and inside != 5.0


BIO = "آقای\tO\nکريمي\tB-PER\nاز\tO\nسازمان\tB-ORG\nملل\tI-ORG\n\nرفت\tO\n"


def test_names_are_read_cleaned_and_scored_whole(tmp_path):
    path = tmp_path / "names.bio"
    path.write_text(BIO, encoding="utf-8")
    [(forms, tags), _] = read_bio(path)
    assert forms[1] == "کریمی"
    assert spans(tags) == {(1, 2, "PER"), (3, 5, "ORG")}
    assert spans(["O", "S-PER", "O", "B-ORG", "E-ORG"]) == spans(tags)
    assert spans(["B-LOC", "B-LOC"]) == {(0, 1, "LOC"), (1, 2, "LOC")}
    half = name_f1([spans(tags)], [{(1, 2, "PER"), (3, 4, "ORG")}])
    assert half["f1"] == half["precision"] == 0.5
    assert name_f1([spans(tags)], [{(1, 2, "PER"), (3, 4, "ORG")}], frozenset({"PER"}))["f1"] == 1.0


def test_a_bad_line_of_names_is_refused(tmp_path):
    path = tmp_path / "names.bio"
    path.write_text("علی\tB-PER\nآمد\tX\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"names\.bio:2.*B-KIND"):
        list(read_bio(path))


def test_the_name_tagger_trains_a_few_steps(tmp_path, vectors):
    path, target = tmp_path / "names.bio", tmp_path / "ner.pt"
    path.write_text(BIO * 8, encoding="utf-8")
    assert 0 <= train_names(path, path, vectors, target, Budget(3, 0.001, every=3)) <= 1
    assert target.stat().st_size > 0


@pytest.mark.parametrize(
    ("kind", "made"),
    [("without-joiners", "میروم، خانه."), ("spaced-joiners", "می روم، خانه."), ("glued-stops", "می\u200cروم،خانه.")],
)
def test_careless_typing(kind, made):
    assert noisy("می\u200cروم، خانه.", kind) == made


def test_arabic_letters_are_mixed_in_and_the_same_seed_gives_the_same():
    text = "یکی یک کتاب کوچک"
    assert noisy(text, "arabic-letters") == noisy(text, "arabic-letters") != text
    assert fold(noisy(text, "arabic-letters")) == text


def test_some_rare_words_are_taken_for_unknown_ones():
    from torch import full, tensor

    batch = namedtuple("Batch", "words pretrained")(full((1, 400), 9), tensor([[7] * 200 + [50_000] * 200]))
    hidden = with_unseen(batch)
    assert hidden.pretrained[0, :200].tolist() == [7] * 200
    unseen = (hidden.pretrained[0, 200:] == 1).tolist()
    assert 10 < sum(unseen) < 90
    assert (hidden.words[0, 200:] == 1).tolist() == unseen
