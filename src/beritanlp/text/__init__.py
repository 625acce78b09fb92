"""Strings in, strings or offsets out: cleaning, tokens, sentences, page layout, stems."""
