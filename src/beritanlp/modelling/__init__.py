"""Train and score the models in ``models/``: corpora, networks, the training loop, figures."""
