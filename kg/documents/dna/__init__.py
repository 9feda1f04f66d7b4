"""Files of Discourse Network Analyzer (.dna): read whole, written whole, made anew."""

from kg.documents.dna.database import DnaDatabase, DnaDocument, DnaEntity, DnaStatement, DnaType, DnaVariable

__all__ = ["DnaDatabase", "DnaDocument", "DnaEntity", "DnaStatement", "DnaType", "DnaVariable"]
