"""The read-only SPARQL endpoint over a store, and its page."""
