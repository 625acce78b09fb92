"""The same analysis on a cluster."""
