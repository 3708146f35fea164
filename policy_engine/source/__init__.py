"""Text to positioned tree."""
