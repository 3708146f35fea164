"""Tables of work traces (工作痕迹): read, checked, frozen and added up by DuckDB."""
