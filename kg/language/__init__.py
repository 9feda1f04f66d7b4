"""English, shipped inside the package: the pipeline that tags, parses and finds names."""
