"""Memory that is free inside the C library, given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return the free pages of the heap; nothing happens where the C library is not glibc.

    Every batch has tensors of sizes of its own, and glibc keeps the gaps between them: 0.1 GB more with
    every thousand short articles.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
