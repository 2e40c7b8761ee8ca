"""What is kept on disk: rounds and drafts."""
