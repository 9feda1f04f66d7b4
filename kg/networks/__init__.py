"""Pure functions over stance networks: build, select, project, measure, find paths."""
