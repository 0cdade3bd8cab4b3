"""What looks like a pattern and is none: nothing, or not this, may come out."""

import pytest
from phenomena import reading, rows


@pytest.mark.parametrize("row", rows("negative"), ids=lambda row: row.id)
def test_the_sentence_is_read_as_its_row_says(row):
    assert reading(row) == [], f"{row.fa} ({row.en})"
