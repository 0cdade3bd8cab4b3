"""Each pattern and rule at work, in the plainest sentence that shows it."""

import pytest
from phenomena import reading, rows


@pytest.mark.parametrize("row", rows("examples"), ids=lambda row: row.id)
def test_the_sentence_is_read_as_its_row_says(row):
    assert reading(row) == [], f"{row.fa} ({row.en})"
