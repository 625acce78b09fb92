"""The command ``beritanlp``."""
