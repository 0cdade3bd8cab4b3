"""Open a store's folder, or say in one line why it cannot be opened."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

# RocksDB, which pyoxigraph keeps on disk, always has this file.
MARK = "CURRENT"


def open_store(path: Path, read_only: bool) -> ox.Store:
    """The store at `path`, made when it is missing and may be written."""
    _check(path, read_only)
    try:
        if read_only:
            return ox.Store.read_only(str(path))
        path.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(path))
    except (OSError, ValueError) as error:
        raise StoreError(_reason(path, error)) from error


def _check(path: Path, read_only: bool) -> None:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: is a file; a store is a folder.")
    if not path.is_dir():
        if read_only:
            raise StoreError(f"{path}: no store here; build one with `kg build PATH --store {path}`.")
        return
    try:
        names = os.listdir(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}).") from error
    if MARK not in names and names:
        raise StoreError(f"{path}: holds other things than a store; name an empty or a new folder.")
    if MARK not in names and read_only:
        raise StoreError(f"{path}: no store here; build one with `kg build PATH --store {path}`.")
    if not read_only and not os.access(path, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: not writable; give yourself write permission or name another folder.")


def _reason(path: Path, error: Exception) -> str:
    said = " ".join(str(error).split())
    if "lock" in said.casefold():
        return f"{path}: in use by another process that writes to it; wait for it to end."
    if isinstance(error, PermissionError) or "Permission denied" in said or "Read-only" in said:
        return f"{path}: not writable; give yourself write permission or name another folder."
    return f"{path}: cannot be opened as a store ({said})."
