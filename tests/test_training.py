"""Harmonising labels and labelling characters, on trees of our own."""

from kg.training.harmonise import harmonise, relation_labels
from kg.training.prepare import tokenizer_files
from kg.training.treebank import DEPREL, FORM, HEAD, UPOS, read_trees

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
