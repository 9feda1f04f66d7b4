"""Labelled attributions that may be trained on: paragraphs written for it, and GUM's attribution relations."""
