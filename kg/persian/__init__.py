"""Knowledge of Persian as tables: one row readable on its own, Python here only to load them."""
