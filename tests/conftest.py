"""What several tests share: the shipped models and the trees of our own example sentences."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def pipeline():
    """The pipeline with the shipped models, loaded once."""
    from kg.pipeline import Pipeline

    return Pipeline()


@pytest.fixture(scope="session")
def examples():
    """Our own sentences with their trees, as articles by id."""
    from kg.text import read

    errors = []
    found = {article.id: article for article in read([ROOT / "tests" / "examples.conllu"], on_error=errors.append)}
    assert not errors
    return found
