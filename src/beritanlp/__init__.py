"""beritanlp"""
