"""What the rules find, as marks over the tokens of a text: with and without spaCy the same."""
