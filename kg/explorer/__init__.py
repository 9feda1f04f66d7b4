"""The page: one HTML file on which every mark opens its sentences."""
