"""Who said what: attributions with their sources, cues and contents, in words of the reading."""
