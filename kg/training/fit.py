"""Training loops over Stanza's own networks: a warm-up and a cosine decay, averaged weights, mixed sources.

Stanza's trainers step down a plateau and want tens of thousands of steps; on two CPU cores a fixed
budget with Adam (Kingma and Ba 2015), a cosine decay (Loshchilov and Hutter 2017) and an exponential
moving average of the weights (Polyak and Juditsky 1992) gets further.  The files they write are Stanza's.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

_WARM_UP = 60
_FLOOR = 0.02
_AVERAGE = 0.99


@dataclass(frozen=True, slots=True)
class Source:
    """Batches of one kind of text, an iterable that starts afresh each time; its share before and after the turn."""

    batches: Iterable[Any]
    share: float
    late_share: float


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to train: steps, the highest learning rate, where only the late shares count, how often to score."""

    steps: int
    rate: float
    turn: float = 0.7
    every: int = 100

    def part(self, share: float) -> Budget:
        """A budget of this share of the steps, two at least."""
        return replace(self, steps=max(2, round(self.steps * share)))


def mixed(sources: list[Source], budget: Budget, seed: int) -> Iterator[Any]:
    """One batch a step, drawn from the sources by their shares of the moment."""
    chance = random.Random(seed)
    running: list[Iterator[Any]] = [iter(()) for _ in sources]
    for step in range(budget.steps):
        late = step >= budget.turn * budget.steps
        weights = [source.late_share if late else source.share for source in sources]
        at = chance.choices(range(len(sources)), weights)[0]
        batch = next(running[at], None)
        if batch is None:
            running[at] = iter(sources[at].batches)
            batch = next(running[at])
        yield batch


def fit(trainer: Any, optimizer: Any, batches: Iterator[Any], budget: Budget, score: Callable[[], float],
        save: Callable[[], None]) -> float:
    """Train for the budget, score the averaged weights now and then, save the best; the best score comes back."""
    average = Average(trainer.model)
    best = -1.0
    for step, batch in enumerate(batches, start=1):
        for group in optimizer.param_groups:
            group["lr"] = budget.rate * _schedule(step, budget.steps)
        trainer.update(batch)
        average.take(step)
        if step % budget.every and step != budget.steps:
            continue
        with average:
            found = score()
            if found >= best:
                best = found
                save()
        print(f"step {step}/{budget.steps}: {found:.4f} (best {best:.4f})", file=sys.stderr, flush=True)
    return best


def _schedule(step: int, steps: int) -> float:
    warm = min(1.0, step / _WARM_UP)
    return warm * (_FLOOR + (1 - _FLOOR) * (1 + math.cos(math.pi * step / steps)) / 2)


class Average:
    """The moving average of a network's weights; inside `with` the network has them."""

    def __init__(self, network: Any) -> None:
        self._weights = [weight for weight in network.parameters() if weight.requires_grad]
        self._average = [weight.detach().clone() for weight in self._weights]

    def take(self, step: int) -> None:
        """Move the average towards the weights of this step."""
        import torch

        decay = min(_AVERAGE, step / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, [weight.detach() for weight in self._weights], 1 - decay)

    def __enter__(self) -> None:
        self._exchange()

    def __exit__(self, *_: object) -> None:
        self._exchange()

    def _exchange(self) -> None:
        for weight, average in zip(self._weights, self._average, strict=True):
            kept = weight.detach().clone()
            weight.data.copy_(average)
            average.copy_(kept)
