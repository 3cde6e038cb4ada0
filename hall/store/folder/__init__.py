"""The fair folder: tables and YAML as people save them → checked values and findings.

One noun, one module: `encoding`, `csv_text` and `workbook` turn bytes into rows, `headers`
and `table` find the columns, `row_fields` and `yaml_map` read typed values, the `_table`
and `_file` modules make the nouns of `hall.model`, `checks` compares them.
"""

from hall.store.folder.errors import FolderError
from hall.store.folder.reading import FolderRead, read_fair_folder

__all__ = ["FolderError", "FolderRead", "read_fair_folder"]
