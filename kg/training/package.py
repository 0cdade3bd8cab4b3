"""Putting trained models into Stanza's folder layout, without what only training needs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

_TRAINING_ONLY = (
    "optimizer_state_dict", "bert_optimizer_state_dict", "scheduler_state_dict", "bert_scheduler_state_dict",
)
_LANGUAGE, _NAME = "fa", "perdt.pt"
_VECTORS = "pretrain"


def package(trained: Mapping[str, Path], vectors: Path, models: Path) -> None:
    """Write `models/fa/PROCESSOR/perdt.pt` for each processor and its trained file, optimiser states left out.

    Weights are stored with 16 bits, which Stanza reads into its 32 bits as it loads them.  `resources.json`, which
    Stanza reads first, names these processors alone.
    """
    import torch

    for processor, path in trained.items():
        state = torch.load(path, map_location="cpu", weights_only=True)
        for name in _TRAINING_ONLY:
            state.pop(name, None)
        if isinstance(weights := state.get("model"), Mapping):
            state["model"] = {name: _narrow(value) for name, value in weights.items()}
        torch.save(state, _place(models, processor), _use_new_zipfile_serialization=False)
    shutil.copy(vectors, _place(models, _VECTORS))
    (models / "resources.json").write_text(json.dumps(_resources(trained), indent=1), encoding="utf-8")


def _narrow(value: Any) -> Any:
    """A weight with half its bits; anything else as it is."""
    floating = getattr(value, "is_floating_point", None)
    return value.half() if floating is not None and floating() else value


def _place(models: Path, processor: str) -> Path:
    target = models / _LANGUAGE / processor / _NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _resources(processors: Iterable[str]) -> dict[str, object]:
    """The shipped models' resources without the processors that were not trained."""
    known = json.loads((files("kg") / "models" / "resources.json").read_text(encoding="utf-8"))
    ours = known[_LANGUAGE]
    for missing in set(ours["default_processors"]) - set(processors):
        for group in (ours, ours["default_processors"], ours["default_dependencies"], ours["packages"]["default"]):
            group.pop(missing, None)
    return dict(known)
