"""Parsing around a pipeline: order, offsets, paragraphs, labels.  No model is loaded."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kg.errors import InputError, ModelError
from kg.model import Article
from kg.text import Parser
from kg.text import models as model_loading
from kg.text.labels import UnknownLabel, our_label, our_lemma, unknown_labels
from kg.text.models import load_pipeline, model_paths
from kg.text.spans import part_spans

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


class Speller:
    """In Stanza's place: cuts words at spaces, sentences at stops and blank lines; the first word is root."""

    def __init__(self, deprel: str = "nmod:poss") -> None:
        self.deprel = deprel
        self.given: list[str] = []
        self.processors: dict[str, Any] = {"depparse": None}

    def process(self, text: str) -> Any:
        self.given.append(text)
        if "!!" in text:
            raise RuntimeError("boom\nwith a long trace")
        pieces = re.finditer(r"(?:(?!\n\n)[^.])+\.?", text)
        return SimpleNamespace(sentences=[s for m in pieces if (s := self.sentence(m[0], m.start())).tokens])

    def sentence(self, text: str, offset: int) -> Any:
        tokens, count = [], 0
        for match in re.finditer(r"[^\s.،«»]+|[.،«»]", text):
            words = [match[0][:-1], "ش"] if match[0].endswith("کتابش") else [match[0]]
            parts = []
            for form in words:
                count += 1
                head, deprel = (0, "root") if count == 1 else (1, self.deprel)
                parts.append(
                    SimpleNamespace(
                        id=count,
                        text=form,
                        lemma="گفت#گو",
                        upos="NOUN",
                        xpos=None,
                        feats=None,
                        head=head,
                        deprel=deprel,
                    )
                )
            span = {"start_char": match.start() + offset, "end_char": match.end() + offset}
            tokens.append(SimpleNamespace(words=parts, ner=None, **span))
        return SimpleNamespace(tokens=tokens, words=[word for token in tokens for word in token.words])


def parsed(*texts: str, pipeline: Any = None) -> list[Article]:
    articles = [Article(f"a{i}", text) for i, text in enumerate(texts, start=1)]
    return list(Parser(pipeline=pipeline or Speller()).parse(articles))


def test_words_stand_for_their_raw_characters() -> None:
    raw = "🔹 او« كتابش »را خواند.  دوستان می آیند\r\nپل بسته است"
    (article,) = parsed(raw)
    assert article.text == raw
    assert article.sentences is not None
    first, second, third = article.sentences
    assert [w.form for w in first.words] == ["او", "«", "کتاب", "ش", "»", "را", "خواند", "."]
    assert [raw[w.start : w.end] for w in first.words] == ["او", "«", "كتاب", "ش", "»", "را", "خواند", "."]
    assert first.text == "او« كتابش »را خواند."
    assert [w.form for w in second.words] == ["دوستان", f"می{ZWNJ}آیند"]
    assert second.text == "دوستان می آیند"
    assert third.text == "پل بسته است"
    for number, sentence in enumerate(article.sentences, start=1):
        assert (sentence.doc, sentence.index) == ("a1", number)
        assert raw[sentence.start : sentence.end] == sentence.text
        assert [w.id for w in sentence.words] == list(range(1, len(sentence.words) + 1))


class Cutter(Speller):
    """Ends a sentence inside a participle at the end of a line, as a tokenizer trained on full stops may."""

    def process(self, text: str) -> Any:
        whole = super().process(text).sentences
        for at in range(len(whole) - 1, -1, -1):
            token = whole[at].tokens[-1]
            if (form := token.words[-1].text).endswith("\N{ARABIC LETTER HEH}"):
                rest = super().sentence(form[-1], token.end_char - 1)
                verb = token.words[-1]
                verb.text, verb.upos, verb.feats = form[:-1], "VERB", "Tense=Past|Voice=Act"
                token.end_char -= 1
                whole.insert(at + 1, rest)
        return SimpleNamespace(sentences=whole)


def test_a_participle_is_joined_to_its_ending() -> None:
    (article,) = parsed("پل را بسته\nاو رفت\nدر را «گشوده", pipeline=Cutter())
    assert article.sentences is not None
    assert [(s.text, s.index) for s in article.sentences] == [("پل را بسته", 1), ("او رفت", 2), ("در را «گشوده", 3)]
    verb = article.sentences[0].words[-1]
    assert (verb.form, verb.feats) == ("بسته", "Voice=Act")
    assert article.text[verb.start : verb.end] == "بسته"


def test_labels_and_lemmas_are_ours() -> None:
    (article,) = parsed("پل شهر")
    assert article.sentences is not None
    assert [(w.deprel, w.lemma) for w in article.sentences[0].words] == [("root", "گفت"), ("nmod", "گفت")]


def test_a_line_is_a_paragraph_and_articles_share_a_call() -> None:
    pipeline = Speller()
    first, second = parsed("پل بسته شد\nباران آمد\n\n", "او رفت", pipeline=pipeline)
    assert pipeline.given == ["پل بسته شد\n\nباران آمد\n\nاو رفت"]
    assert [s.text for s in first.sentences or ()] == ["پل بسته شد", "باران آمد"]
    assert [(s.text, s.start, s.index) for s in second.sentences or ()] == [("او رفت", 0, 1)]


def test_order_is_kept_and_parsed_articles_pass() -> None:
    done = Article("done", "پل", sentences=())
    articles = [Article(str(i), f"پل {'بلند ' * 3000}") for i in range(4)]
    stream = [articles[0], done, *articles[1:]]
    result = list(Parser(pipeline=Speller()).parse(stream))
    assert [a.id for a in result] == [a.id for a in stream]
    assert result[1] is done
    assert all(a.sentences for a in result if a is not done)


def test_only_a_batch_is_read_ahead() -> None:
    taken: list[int] = []

    def endless() -> Any:
        for i in range(10_000):
            taken.append(i)
            yield Article(str(i), "پل بسته شد. " * 100)

    assert next(Parser(pipeline=Speller()).parse(endless())).id == "0"
    assert len(taken) < 100


def test_a_book_without_a_full_stop_is_cut() -> None:
    pipeline = Speller()
    text = "سخن " * 50_000 + "سخنور" * 4_000
    (article,) = parsed(text, pipeline=pipeline)
    assert article.sentences is not None
    assert max(len(s.text) for s in article.sentences) <= 1_200
    assert sum(len(s.words) for s in article.sentences) >= 50_000
    assert max(map(len, pipeline.given)) < 30_000
    covered = "".join(s.text for s in article.sentences)
    assert covered.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["", " \n \n", "🔴🔴\n@example", "\u200c\u200f"])
def test_nothing_to_parse(text: str) -> None:
    pipeline = Speller()
    assert parsed(text, pipeline=pipeline)[0].sentences == ()
    assert pipeline.given == []


def test_a_paragraph_that_fails_is_reported_and_the_rest_parsed() -> None:
    errors: list[InputError] = []
    parser = Parser(pipeline=Speller(), on_error=errors.append)  # type: ignore[arg-type]
    articles = [Article("x", "پل بسته شد\nاو رفت!!\nباران آمد", path="x.txt", line=1), Article("y", "او آمد")]
    first, second = parser.parse(articles)
    assert [s.text for s in first.sentences or ()] == ["پل بسته شد", "باران آمد"]
    assert [s.index for s in first.sentences or ()] == [1, 2]
    assert len(second.sentences or ()) == 1
    assert [str(e) for e in errors] == ["x.txt:1: article 'x': a paragraph cannot be parsed (RuntimeError: boom)."]
    with pytest.raises(InputError):
        parsed("او رفت!!")


@pytest.mark.parametrize(
    ("token", "parts", "expected"),
    [
        ("کتابش", ["کتاب", "ش"], [(0, 4), (4, 5)]),
        (f"خانه{ZWNJ}اش", ["خانه", "اش"], [(0, 4), (5, 7)]),
        (f"خانه{ZWNJ}اش", [f"خانه{ZWNJ}", "اش"], [(0, 5), (5, 7)]),
        ("کز", ["که", "از"], [(0, 2), (0, 2)]),
        ("کتابشان", ["کتاب", "ش"], [(0, 7), (0, 7)]),
    ],
)
def test_parts_of_a_token(token: str, parts: list[str], expected: list[tuple[int, int]]) -> None:
    assert part_spans(token, parts) == expected


def test_labels() -> None:
    assert our_label("deprel", "acl:relcl") == "acl"
    assert our_label("deprel", "compound:lvc") == "compound:lvc"
    assert our_label("deprel", "obl:tmod") == "obl"
    assert unknown_labels("deprel", ["nsubj", "SBJ", "nmod:poss", "OBJ2"]) == ["OBJ2", "SBJ"]
    with pytest.raises(
        UnknownLabel, match=r"upos 'NOUNN' is not of Universal Dependencies. Did you mean 'NOUN'?"
    ):
        our_label("upos", "NOUNN")


def test_lemma_is_the_past_stem() -> None:
    assert [our_lemma(x) for x in ("گفت#گو", "پل", None, "#", "#هست")] == ["گفت", "پل", None, "#", "#هست"]


# ---------------------------------------------------------------- models


def model_folder(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not a model")
    return root


ALL = (
    "fa/tokenize/a.pt",
    "fa/mwt/a.pt",
    "fa/pos/a.pt",
    "fa/lemma/a.pt",
    "fa/depparse/a.pt",
    "fa/pretrain/v.pt",
)


def test_model_paths(tmp_path: Path) -> None:
    paths = model_paths(model_folder(tmp_path, *ALL, "fa/depparse/a_checkpoint.pt"))
    assert {name: str(path.relative_to(tmp_path)) for name, path in paths.items()} == {
        name.split("/")[1]: name for name in ALL
    }
    (tmp_path / "fa/mwt/a.pt").unlink()
    assert "mwt" not in model_paths(tmp_path)


def test_missing_and_ambiguous_models(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"no model for tokenize, pos, lemma, depparse; expected tokenize/NAME.pt"
    ):
        load_pipeline(tmp_path)
    model_folder(tmp_path, *ALL, "fa/pos/b.pt")
    with pytest.raises(ModelError, match=r"2 models \(a.pt, b.pt\); keep one."):
        load_pipeline(tmp_path)


def pipeline_that_speaks(upos: list[str], deprel: list[str]) -> Any:
    def processor(**vocab: list[str]) -> Any:
        return SimpleNamespace(vocab=vocab)

    plain = {name: processor() for name in ("tokenize", "lemma")}
    learnt = SimpleNamespace(expansion_dict={"چیست": "چی ست"})
    plain["mwt"] = SimpleNamespace(trainer=learnt, build_batch=lambda document: document)
    markers = ["<PAD>", "<UNK>", "<EMPTY>", "<ROOT>"]
    pos, depparse = processor(upos=markers + upos), processor(deprel=markers + deprel)
    return SimpleNamespace(processors={**plain, "pos": pos, "depparse": depparse})


def test_a_model_of_another_scheme_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = [
        pipeline_that_speaks(["NOUN", "N"], ["nsubj", "SBJ", "ROOT"]),
        pipeline_that_speaks(["NOUN"], ["nsubj"]),
    ]
    monkeypatch.setattr(model_loading, "_pipeline", lambda *args, **options: spoken.pop(0))
    folder = model_folder(tmp_path, *ALL)
    with pytest.raises(ModelError, match=r"do not know: upos N; deprel ROOT, SBJ. Map them in"):
        load_pipeline(folder)
    assert load_pipeline(folder).processors["pos"].vocab["upos"][-1] == "NOUN"


def test_a_model_without_a_parser_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = pipeline_that_speaks(["NOUN"], ["nsubj"])
    del pipeline.processors["depparse"]
    monkeypatch.setattr(model_loading, "_pipeline", lambda *args, **options: pipeline)
    with pytest.raises(ModelError, match=r"lack depparse"):
        load_pipeline("perdt")


def test_a_known_word_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [SimpleNamespace(text=form, misc="MWT=Yes") for form in ("منهدم", "کتابش", "چیست")]
    pipeline = pipeline_that_speaks(["NOUN"], ["nsubj"])
    monkeypatch.setattr(model_loading, "_pipeline", lambda *args, **options: pipeline)
    load_pipeline(model_folder(tmp_path, *ALL)).processors["mwt"].build_batch(
        SimpleNamespace(sentences=[SimpleNamespace(tokens=given)])
    )
    assert [one.misc for one in given] == [None, "MWT=Yes", "MWT=Yes"]
