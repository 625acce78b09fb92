"""Show: results as HTML and as tables."""
