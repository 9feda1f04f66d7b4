"""Who is who: states, organizations, dated offices and issues, read from Turtle."""
