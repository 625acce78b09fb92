"""The errors that a user can meet.

::

    BeritaError
    ├── ArticleError (ValueError)               an article or input file that cannot be used
    ├── LexiconError (ValueError)               a bad row in a table or codebook, with file and line
    ├── ResultError (ValueError)                saved results that cannot be read
    ├── SettingsError (ValueError)              a setting out of its range
    ├── PipelineError (RuntimeError)            components missing or in the wrong order
    ├── ModelNotFoundError (FileNotFoundError)  no such model; says what was tried
    └── MissingExtraError (ImportError)         an optional package is not installed

Messages read *where: what is wrong, with the value; what to do*.
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "BeritaError",
    "LexiconError",
    "MissingExtraError",
    "ModelNotFoundError",
    "PipelineError",
    "ResultError",
    "SettingsError",
]


class BeritaError(Exception):
    """Anything that beritanlp raises on purpose."""


class ArticleError(BeritaError, ValueError):
    """An article, or a file of articles, that cannot be used."""


class LexiconError(BeritaError, ValueError):
    """A table or codebook with a bad row; the message starts with file and line."""


class ResultError(BeritaError, ValueError):
    """Saved results that cannot be read: broken, or of a newer schema."""


class SettingsError(BeritaError, ValueError):
    """A setting out of its range or of an unknown name."""


class PipelineError(BeritaError, RuntimeError):
    """A pipeline whose components are missing or out of order."""


class ModelNotFoundError(BeritaError, FileNotFoundError):
    """No model of that name; the message lists the places that were tried."""


class MissingExtraError(BeritaError, ImportError):
    """A package that only an extra brings is not installed."""
