"""The English model: from free treebanks and names to the files of `kg/language/en_mini`."""
