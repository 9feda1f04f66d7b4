"""How sure a stance is: the weights of ``ontology/sureness.csv``, fitted to sentences that people judged."""
