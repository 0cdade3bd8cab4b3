"""Headlines are cut at their colon and bars, parsed in parts and joined again."""

from types import SimpleNamespace

from kg.text.segments import Segment, reparse, segments


def words(text):
    found = []
    for number, (form, upos) in enumerate((part.split("/") if part != "//PUNCT" else ("/", "PUNCT") for part in text.split()), start=1):
        found.append(SimpleNamespace(id=number, text=form, upos=upos, lemma=form, xpos=None, feats=None, head=1, deprel="x"))
    return found


SPOKEN = "سفیر/NOUN پرو/PROPN :/PUNCT شیلی/PROPN کشتی/NOUN خرید/VERB"


def test_a_speaker_stands_apart():
    assert segments(words(SPOKEN)) == [Segment(0, 3, speaks=True), Segment(3, 6)]


def test_a_verb_before_the_colon_reports():
    found = segments(words("سفیر/NOUN گفت/VERB :/PUNCT شیلی/PROPN کشتی/NOUN خرید/VERB"))
    assert found == [Segment(0, 3, reports=True), Segment(3, 6)]


def test_bars_part_a_headline():
    found = segments(words("شیلی/PROPN خرید/VERB //PUNCT پرو/PROPN :/PUNCT ما/PRON نمی‌خریم/VERB"))
    assert found == [Segment(0, 3), Segment(3, 5, speaks=True), Segment(5, 7)]


def test_other_sentences_stay_whole():
    for text in ("ساعت/NOUN 12:30/NUM رسید/VERB", "خبر/NOUN فوری/ADJ :/PUNCT شیلی/PROPN برد/VERB",
                 "شیلی/PROPN کشتی/NOUN خرید/VERB :/PUNCT دو/NUM"):
        assert len(segments(words(text))) == 1, text


def test_the_parts_are_joined_under_one_root():
    class Chain:
        """Every word hangs from the next; the last is the root."""

        def process(self, document):
            for sentence in document.sentences:
                count = len(sentence.words)
                for word in sentence.words:
                    word.head, word.deprel = (word.id + 1, "y") if word.id < count else (0, "root")
            return document

    sentence = SimpleNamespace(words=words(SPOKEN))
    reparse([sentence], Chain())
    assert [word.head for word in sentence.words] == [2, 3, 6, 5, 6, 0]
    assert [word.deprel for word in sentence.words] == ["y", "y", "dep", "y", "y", "root"]
