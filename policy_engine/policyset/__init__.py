"""Policy files by layer and date, merged with the origin of each value."""
