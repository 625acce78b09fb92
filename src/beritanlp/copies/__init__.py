"""Copies among articles: `find_copies` groups them into stories, `credited_agency` names sources.

>>> import beritanlp as bn
>>> from beritanlp.copies import credited_agency
>>> credited_agency(bn.Article(id="a", text="Sukamulya (ANTARA) - Jembatan itu dibuka lagi."))
'ANTARA'
"""

from beritanlp.copies.find import find_copies
from beritanlp.copies.origin import credited_agency

__all__ = ["credited_agency", "find_copies"]
