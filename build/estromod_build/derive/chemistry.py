"""Formula, molar mass and InChIKey from a structure, by RDKit."""

from __future__ import annotations

from functools import cache
from typing import Any

from estromod_schemas.failures import Refused


@cache
def _molecule(smiles: str) -> Any:
    try:
        from rdkit import Chem, rdBase  # slow to import, and wanted by the build alone
    except ModuleNotFoundError as error:
        raise Refused("the build needs RDKit, the package does not: install the extra `build`") from error

    rdBase.DisableLog("rdApp.*")
    return Chem.MolFromSmiles(smiles)


def formula_and_mass(smiles: Any) -> tuple[Any, Any]:
    """Return formula and molar mass (g/mol, three decimals) of a SMILES; both None without a readable one."""
    molecule = None if not smiles else _molecule(smiles)
    if molecule is None:
        return None, None
    from rdkit.Chem import rdMolDescriptors

    return rdMolDescriptors.CalcMolFormula(molecule), round(rdMolDescriptors._CalcMolWt(molecule), 3)


def inchikey(smiles: str) -> str | None:
    """Return the InChIKey of a SMILES; None if it cannot be read."""
    from rdkit.Chem import inchi

    molecule = _molecule(smiles)
    return inchi.MolToInchiKey(molecule) if molecule is not None else None
