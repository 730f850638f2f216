"""Words that must not be mistaken for names: those that are names too, and those that name nobody."""

from __future__ import annotations

_ORDINARY = """
    will mark may june april august rose grace hope joy faith summer autumn dawn art bill bob jack drew pat rob ray
    dot sue gene frank guy earl al mo max rich dick ash bee bay sky star storm river brook forest jay robin hazel holly
    ivy lily poppy daisy violet olive ruby amber jade pearl gem crystal miles chase carter mason hunter cook baker angel
    king prince page reed wade dean grant victor penny iris nick jo jan jean sandy sunny buddy bud case chance destiny
    harmony honey jazz justice liberty love melody mercy merit noble patience piper princess rain sage serenity trinity
    true wren young small little long short brown black white green gray grey wood woods hill hall field north south
    east west day knight park marsh moss rush swift sharp strong wise good best moody keen church bishop abbott low
    high bright winter frost snow rice bean berry lane street
"""
_NOBODY = """
    mother father mum mam mom dad daddy mummy parent parents step stepmother stepfather stepmum stepdad aunt auntie
    aunty uncle cousin cousins grandmother grandfather grandma grandad granddad granny nan nana gran grandparent
    grandparents great brother brothers sister sisters sibling siblings half maternal paternal birth foster former
    previous adoptive carer carers family friend friends neighbour partner boyfriend girlfriend ex wife husband his
    her their of the and a an at in by with for from to who new old other person people known not unknown adult man
    woman child children baby school primary secondary academy infant infants junior juniors nursery college high
    community church england catholic roman rc ce c e st saint saints trust sixth form special independent grammar
    comprehensive voluntary aided controlled house home homes household residence lodge cottage centre unit
    placement mr mrs ms miss mx dr social worker team manager council city authority town village invented name
    named lives with fostering agency agencies service services support supported accommodation care group limited
    ltd plc living residential organisation provider own la
"""
ORDINARY = frozenset(_ORDINARY.split())
"""Words of every day that are names too: taken for names only with a capital."""

NOBODY = frozenset(_NOBODY.split())
"""Words in a recorded name that name nobody."""
