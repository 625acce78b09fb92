"""The version of the library and of the form in which results are saved."""

__all__ = ["SCHEMA", "__version__"]

__version__ = "0.1.0"
SCHEMA = 2  # of saved results; a reader refuses a newer one
