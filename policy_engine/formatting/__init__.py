"""Editing files that people wrote: comments stay, what is not touched keeps its look."""
