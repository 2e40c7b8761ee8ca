"""Training of the models that ship; needs torch and data, never used at run time."""
