"""How the dataset is cited: CITATION.cff and a DataCite record, from dataset.toml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from estromod_schemas.dataset import Dataset


def citation_cff(about: Mapping[str, Any]) -> str:
    """Return CITATION.cff (1.2.0). Values are written as JSON, which YAML takes as it is."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": about["title"],
        "version": about["version"],
        "date-released": str(about["released"]),
        "authors": [{"name": author} for author in about["authors"]],
        "license": about["data_license"],
        "keywords": about["keywords"],
        "abstract": f"{about['description']} {about['warning']}",
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


def datacite(about: Mapping[str, Any], data: Dataset) -> dict[str, Any]:
    """Return the DataCite record (metadata schema 4.5); a repository adds the DOI."""
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Curated claims"},
        "creators": [{"name": author, "nameType": "Organizational"} for author in about["authors"]],
        "titles": [{"title": about["title"], "lang": "en"}],
        "publisher": {"name": about["authors"][0]},
        "publicationYear": str(about["released"].year),
        "version": about["version"],
        "language": "en",
        "dates": [{"date": str(about["released"]), "dateType": "Issued"}],
        "subjects": [{"subject": word, "lang": "en"} for word in about["keywords"]],
        "formats": ["text/csv", "application/vnd.apache.parquet", "application/vnd.sqlite3"],
        "rightsList": [{"rights": about["data_license_title"], "rightsUri": about["data_license_url"], "rightsIdentifier": about["data_license"], "rightsIdentifierScheme": "SPDX"}],
        "descriptions": [
            {"description": about["description"], "descriptionType": "Abstract", "lang": "en"},
            {"description": about["warning"], "descriptionType": "Other", "lang": "en"},
        ],
        "relatedIdentifiers": [
            {"relatedIdentifier": row["url"], "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"} for row in data.rows("documents")
        ],
    }  # fmt: skip
