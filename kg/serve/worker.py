"""Worker processes: each does one work (a query, an answer for the page) at a time and is killed when it is late."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias, TypeVar

from kg.errors import KgError
from kg.store.asked import Asked, ask

W = TypeVar("W")
Answer: TypeAlias = tuple[str, bytes]
Work: TypeAlias = Callable[[Path, W], Answer]
"""A function of a module (a worker imports it by its name) over a store and what is wanted of it."""

MEMORY = 2 * 2**30
"""Bytes of its own that a worker may hold: a string doubled forty times would take all that the machine has."""
CONTEXT = multiprocessing.get_context("spawn")


class Late(KgError):
    """The deadline passed before the answer was whole."""


class Busy(KgError):
    """As many queries run as may run at once."""


class Died(KgError):
    """The worker ended without an answer."""


class Worker:
    """A process that answers queries over a store."""

    def __init__(self, path: Path) -> None:
        self._line, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_answer, args=(theirs, path), daemon=True)
        self._process.start()
        theirs.close()

    def run(self, work: Work[W], wanted: W, seconds: float) -> Answer:
        """The answer; raises what the work raised, Late after so many seconds, or Died."""
        try:
            self._line.send((work, wanted))
            if not self._line.poll(seconds):
                raise Late(f"the query took longer than {seconds:g} seconds and was stopped.")
            answer = self._line.recv()
        except (EOFError, OSError) as error:
            raise Died("the query ended its worker; ask for less at once.") from error
        if isinstance(answer, Exception):
            raise answer
        kind, written = answer
        return kind, written

    def warm(self) -> bool:
        """Wait until the process has started; False when it did not."""
        try:
            return self._line.poll(60) and self._line.recv() == "ready"
        except (EOFError, OSError):
            return False

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._line.close()


class Pool:
    """A few warm workers; at most `most` queries at once, the next is refused."""

    def __init__(self, path: Path, seconds: float, most: int = 8, warm: int = 2) -> None:
        self.path, self.seconds, self.most = path, seconds, most
        self._running = 0
        self._lock = threading.Lock()
        self._idle = [Worker(path) for _ in range(min(warm, most))]
        for worker in self._idle:
            worker.warm()

    def ask(self, asked: Asked) -> Answer:
        """The answer to a query.  Raises Busy, Late, Died and what the query raised."""
        return self.run(ask, asked)

    def run(self, work: Work[W], wanted: W) -> Answer:
        """The answer of a worker.  Raises Busy, Late, Died and what the work raised."""
        with self._lock:
            if self._running >= self.most:
                raise Busy(f"{self.most} queries are running; try again in a moment.")
            self._running += 1
        try:
            return self._done(work, wanted)
        finally:
            with self._lock:
                self._running -= 1

    def _done(self, work: Work[W], wanted: W) -> Answer:
        worker = self._worker()
        try:
            answer = worker.run(work, wanted, self.seconds)
        except (Late, Died):
            worker.kill()
            raise
        except KgError:
            self._back(worker)
            raise
        except BaseException:
            worker.kill()
            raise
        self._back(worker)
        return answer

    def _worker(self) -> Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        worker = Worker(self.path)
        worker.warm()
        return worker

    def _back(self, worker: Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        """End all idle workers; those at work end with this process."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()


def _answer(line: Connection, path: Path) -> None:
    _bound(MEMORY)
    line.send("ready")
    while True:
        try:
            work, wanted = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            line.send(work(path, wanted))
        except KgError as error:
            line.send(error)
        except Exception as error:
            line.send(KgError(f"the query failed: {error}"))


def _bound(memory: int) -> None:
    """End this process when it asks for more, where the system can (Linux does)."""
    try:
        from resource import RLIMIT_DATA, getrlimit, setrlimit
    except ImportError:
        return
    _, most = getrlimit(RLIMIT_DATA)
    setrlimit(RLIMIT_DATA, (memory, most))
