"""Find: a read page in, candidates out. Nothing here writes to a Doc or knows spaCy."""
