"""Training of the Persian models that kg ships: `python -m kg.training --help`."""
