"""What describes the dataset: claims of dataset.toml, the descriptors beside the tables, the generated pages."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Refused

from .citation import citation_cff
from .croissant import croissant
from .datapackage import datapackage
from .dictionary import page
from .figures import blocks, filled
from .publish import write_whole

ABOUT = "dataset/dataset.toml"
NEEDED = (
    "name", "title", "version", "released", "description", "authors", "keywords", "data_license", "data_license_title",
    "data_license_url", "warning",
)  # fmt: skip


def about_dataset(root: Path) -> dict[str, Any]:
    """Return the claims of dataset.toml; `Refused` where it cannot be read or lacks one."""
    try:
        about = tomllib.loads((root / ABOUT).read_text("utf-8"))
    except ValueError as error:
        raise Refused(f"{ABOUT}: cannot be read: {error}") from None
    missing = [name for name in NEEDED if not about.get(name)]
    if missing:
        raise Refused(f"{ABOUT}: {', '.join(missing)}: missing or empty")
    return about


def descriptors(data: Dataset, files: Mapping[str, bytes], root: Path) -> dict[str, bytes]:
    """Return the descriptor files that lie beside the tables, by name."""
    about = about_dataset(root)
    return {"croissant.json": as_json(croissant(data, files, about)), "datapackage.json": as_json(datapackage(data, files, about))}


def as_json(value: Any) -> bytes:
    """Return a value as indented JSON, keys in the order given."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write_pages(data: Dataset, curated: Dataset, root: Path) -> bool:
    """Write the generated pages outside the tables folder; return whether one changed."""
    changed = False
    for path, content in pages(data, curated, root).items():
        if not path.exists() or path.read_bytes() != content:
            write_whole(path, content)
            changed = True
    return changed


def pages(data: Dataset, curated: Dataset, root: Path) -> dict[Path, bytes]:
    """Return the generated pages by path: the dictionary, the datasheet with fresh figures, CITATION.cff."""
    about, sheet = about_dataset(root), root / "dataset" / "DATASHEET.md"
    made = {root / "CITATION.cff": citation_cff(about), root / "dataset" / "README.md": page(data, about)}
    if sheet.exists():  # written by hand; only the blocks between its markers are generated
        made[sheet] = filled(sheet.read_text("utf-8"), blocks(data, curated))
    return {path: text.encode() for path, text in made.items()}
