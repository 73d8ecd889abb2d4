"""Dashboards as files: written out, read in, compared, so that they can live in a repository."""
