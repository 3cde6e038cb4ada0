"""Finding products and exhibitors by words in any script, typed in any way.

`SearchEngine` answers on the server, `build_search_index` writes what the viewer searches.
"""

from hall.service.search.engine import SearchEngine, SearchResult
from hall.service.search.query import PriceBounds, SearchQuery, parse_query
from hall.service.search.viewer_index import build_search_index

__all__ = [
    "PriceBounds",
    "SearchEngine",
    "SearchQuery",
    "SearchResult",
    "build_search_index",
    "parse_query",
]
