"""Finding and loading the parser's models: ours, a folder, or a package of Stanza's own."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError
from kg.text.clean import is_whole
from kg.text.labels import unknown_labels

if TYPE_CHECKING:
    from stanza import Pipeline

REQUIRED = ("tokenize", "pos", "lemma", "depparse")
PARSING = ("tokenize", "mwt", "pos", "lemma", "depparse")
PROCESSORS = (*PARSING, "ner")
_CUT = "MWT=Yes"
"""Stanza's mark of a token that is to be cut."""
_WITH_VECTORS = ("pos", "depparse", "ner")


def load_pipeline(models: str | Path | None, threads: int | None = None) -> Pipeline:
    """Stanza's pipeline: None loads the models shipped here, a folder those in it, a name a Stanza package.

    ModelError when something is missing or broken, or when the models' labels are not known to the
    patterns.  Nothing is ever fetched from the network.
    """
    if threads is not None:
        import torch

        torch.set_num_threads(threads)
    folder = Path(str(files("kg") / "models")) if models is None else Path(models)
    if isinstance(models, str) and not folder.is_dir() and not {"/", "\\", "."} & set(models):
        return _whole(_checked(_package(str(models)), str(models)))
    return _whole(_checked(_folder(folder), str(folder)))


def model_paths(folder: Path) -> dict[str, Path]:
    """Processor -> model file under `folder`, laid out as Stanza does: `[fa/]tokenize/NAME.pt`, ….

    `pretrain` (word vectors) is among them when there.  ModelError when one is missing or ambiguous.
    """
    root = folder / "fa" if (folder / "fa").is_dir() else folder
    found = {name: _model_files(root / name) for name in (*PROCESSORS, "pretrain")}
    for name, paths in found.items():
        if len(paths) > 1:
            names = ", ".join(path.name for path in paths)
            raise ModelError(f"{root / name}: {len(paths)} models ({names}); keep one.")
    missing = [name for name in REQUIRED if not found[name]]
    if missing:
        expected = ", ".join(f"{name}/NAME.pt" for name in missing)
        raise ModelError(f"{folder}: no model for {', '.join(missing)}; expected {expected}.")
    return {name: paths[0] for name, paths in found.items() if paths}


def _model_files(folder: Path) -> list[Path]:
    """The models in a folder; the checkpoints that Stanza's training leaves beside them are none."""
    return sorted(path for path in folder.glob("*.pt") if not path.stem.endswith("_checkpoint"))


def _folder(folder: Path) -> Pipeline:
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such folder of models.")
    paths = model_paths(folder)
    options: dict[str, Any] = {
        f"{name}_model_path": str(path) for name, path in paths.items() if name != "pretrain"
    }
    if "pretrain" in paths:
        options |= {f"{name}_pretrain_path": str(paths["pretrain"]) for name in _WITH_VECTORS}
    options |= {f"{name}_{way}_charlm_path": None for name in _WITH_VECTORS for way in ("forward", "backward")}
    return _pipeline(
        str(folder),
        dir=str(folder),
        resources_filepath=str(files("kg.text") / "resources.json"),
        allow_unknown_language=True,
        **options,
    )


def tag_names(models: str | Path | None, sentences: list[list[str]]) -> list[list[str]]:
    """The BIOES tags of tokenised sentences by the models' name tagger; ModelError when they have none."""
    from stanza.models.common.doc import Document

    tagger = load_pipeline(models).processors.get("ner")
    if tagger is None:
        raise ModelError(f"models '{models or '(default)'}' have no name tagger (ner).")
    rows = [[{"id": at, "text": form} for at, form in enumerate(forms, start=1)] for forms in sentences]
    found = tagger.process(Document(rows))
    return [[token.ner for token in sentence.tokens] for sentence in found.sentences]


def known_models() -> list[tuple[str, Path]]:
    """(name, folder) of the shipped models and of the Stanza packages for Persian that were fetched."""
    shipped = ("(default)", Path(str(files("kg") / "models")))
    return [shipped, *((path.stem, _fetched()) for path in sorted((_fetched() / "fa" / "depparse").glob("*.pt")))]


def fetch(name: str) -> Path:
    """Download Stanza's package `name` for Persian and say where it is.

    ModelError when that fails; what had been downloaded by then is thrown away.
    """
    import shutil
    from tempfile import TemporaryDirectory

    import stanza

    with TemporaryDirectory() as half:
        try:
            stanza.download("fa", model_dir=half, package=name, processors=",".join(PARSING), logging_level="FATAL")
        except Exception as error:  # requests and Stanza raise anything from ConnectionError to ValueError
            reason = type(error).__name__
            said = f"Stanza's package '{name}' cannot be fetched ({reason}): is this machine online?"
            raise ModelError(said) from error
        if not (Path(half) / "fa" / "depparse").is_dir():
            raise ModelError(f"Stanza has no parser for Persian in a package '{name}'; 'perdt' and 'seraji' are known.")
        shutil.copytree(half, _fetched(), dirs_exist_ok=True)
    return _fetched()


def _fetched() -> Path:
    """Where Stanza keeps what it fetched."""
    from os import environ

    return Path(environ.get("STANZA_RESOURCES_DIR") or Path.home() / "stanza_resources")


def _package(name: str) -> Pipeline:
    return _pipeline(
        name,
        f" Is it a folder that is not there? A Stanza package is fetched once with kg models fetch {name}.",
        package=name,
        processors=",".join(PARSING),
    )


def _pipeline(name: str, remedy: str = "", **options: Any) -> Pipeline:
    import stanza

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return stanza.Pipeline(
                lang="fa", download_method=None, logging_level="FATAL", use_gpu=False, **options
            )
    except Exception as error:  # Stanza and torch raise anything from KeyError to UnpicklingError
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise ModelError(f"models '{name}' cannot be loaded: {reason.rstrip('. ')}.{remedy}") from error


def _whole(pipeline: Pipeline) -> Pipeline:
    """The pipeline, in which a word that the lexicon knows whole is cut only where the expander learnt to cut it."""
    expander = pipeline.processors.get("mwt")
    if expander is None:
        return pipeline
    learnt, build = expander.trainer.expansion_dict or {}, expander.build_batch

    def batch(document: Any) -> Any:
        for sentence in document.sentences:
            for token in sentence.tokens:
                if _CUT in (token.misc or "") and token.text not in learnt and is_whole(token.text):
                    token.misc = None
        return build(document)

    expander.build_batch = batch
    return pipeline


def _checked(pipeline: Pipeline, name: str) -> Pipeline:
    missing = [processor for processor in REQUIRED if processor not in pipeline.processors]
    if missing:
        raise ModelError(f"models '{name}' lack {', '.join(missing)}.")
    strange = [
        f"{kind} {', '.join(labels)}"
        for kind, spoken in (
            ("upos", _vocab(pipeline, "pos", "upos")),
            ("deprel", _vocab(pipeline, "depparse", "deprel")),
        )
        if (labels := unknown_labels(kind, spoken))
    ]
    if strange:
        raise ModelError(
            f"models '{name}' speak labels that the patterns do not know: {'; '.join(strange)}. "
            "Map them in kg/persian/labels.tsv or use a model of Universal Dependencies."
        )
    return pipeline


def _vocab(pipeline: Pipeline, processor: str, column: str) -> list[str]:
    """The labels that a processor can say, without the markers of padding and the artificial root."""
    vocab: Mapping[str, Any] = pipeline.processors[processor].vocab
    return [str(unit) for unit in vocab[column] if not str(unit).startswith("<")]
