"""The codes of things."""

from __future__ import annotations

TISSUE_KIND = {
    "organ": "organ",
    "tissue": "tissue",
    "region": "part of an organ",
    "cell_type": "cell type",
    "system": "organ system or axis",
    "fluid": "body fluid",
    "whole_body": "the body as a whole",
}
HORMONE_KIND = {
    "steroid": "steroid hormone",
    "peptide": "peptide or protein hormone",
    "metabolite": "product of hormone metabolism",
}
DIRECTION = {"high": "too much", "low": "too little", "imbalanced": "out of balance, which way is not said"}
GENE_KIND = {
    "enzyme": "enzyme",
    "receptor": "receptor",
    "transporter": "transporter",
    "family": "family of genes or proteins",
    "coregulator": "protein that a receptor recruits",
}
ENDPOINT_KIND = {
    "receptor_activity": "activity of a receptor",
    "hormone_level": "level or ratio of hormones",
    "biomarker": "measured marker",
    "process": "biological process",
    "clinical_outcome": "outcome, risk or response",
    "experience": "felt or seen by the person",
    "factor": "an influence that is no medicine: age, way of life, inheritance",
}
CONDITION_KIND = {"symptom": "felt by the person", "sign": "seen or measured", "disease": "disease or disorder"}
SEX = {"female": "female", "male": "male", "any": "any, or not said"}
PROTOCOL_STANDING = {"described": "described as practice", "illustrative": "called hypothetical or made up as an example"}
