"""The fair folder: tables and YAML as people save them → checked values and findings.

One noun, one module: `encoding`, `csv_text` and `workbook` turn bytes into rows, `headers`
and `table` find the columns, `row_fields` and `yaml_map` read typed values, the `_table`
and `_file` modules make the nouns of `hall.model`, `checks` compares them. `overlay` lays
approved changes over the rows, `write_back` writes them into the tables.
"""

from hall.store.folder.errors import FolderError
from hall.store.folder.reading import FolderRead, read_fair_folder
from hall.store.folder.write_back import write_tables_back

__all__ = ["FolderError", "FolderRead", "read_fair_folder", "write_tables_back"]
