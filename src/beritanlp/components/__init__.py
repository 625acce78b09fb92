"""Mark: thin spaCy components, one factory a file; the only place that writes to a Doc."""
