"""Pages, forms and the JSON API. The only place that knows status codes."""
