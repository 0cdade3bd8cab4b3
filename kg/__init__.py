"""kg: actor-action-target triples from Persian news, as a graph.

    >>> import kg
    >>> graph = kg.Graph.from_texts(["..."])
    >>> graph.query("top-pairs")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, pipeline_of, triples_of
    from kg.model import Action, Article, Entity, Mention, Sentence, Triple, Word
    from kg.pipeline import Pipeline

__version__ = "0.3.7"
__all__ = ["Action", "Article", "Entity", "Graph", "Mention", "Pipeline", "Sentence", "Triple", "Word", "pipeline_of",
           "triples_of"]  # fmt: skip

_HOMES = {"Graph": "kg.api", "pipeline_of": "kg.api", "triples_of": "kg.api", "Pipeline": "kg.pipeline"}


def __getattr__(name: str) -> Any:
    """Names are imported when first used, so that `import kg` loads nothing heavy (PEP 562)."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "kg.model")), name)
