"""What an article is about: key terms, the policy codebook, topic models."""
