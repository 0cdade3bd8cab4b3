"""Putting trained models into Stanza's folder layout, without what only training needs."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

_PARTS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
_TRAINING_ONLY = (
    "optimizer_state_dict", "bert_optimizer_state_dict", "scheduler_state_dict", "bert_scheduler_state_dict",
)


def package(trained: Path, models: Path) -> None:
    """Write `models/fa/PROCESSOR/perdt.pt` from the folders below `trained`, optimiser states left out."""
    import torch

    for part in (name for name in _PARTS if (trained / name / "perdt.pt").exists()):
        target = models / "fa" / part / "perdt.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        state = torch.load(trained / part / "perdt.pt", map_location="cpu", weights_only=True)
        for name in _TRAINING_ONLY:
            state.pop(name, None)
        torch.save(state, target, _use_new_zipfile_serialization=False)
    shutil.copy(str(files("kg") / "models" / "resources.json"), models)
    vectors = models / "fa" / "pretrain" / "perdt.pt"
    vectors.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(trained / "vectors.pt", vectors)
