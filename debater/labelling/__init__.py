"""Labels the passages no coach has labelled: whose voice, which side, how sure."""
