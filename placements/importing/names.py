"""Names of people and homes as lists write them: short forms, orders and spellings that may mean the same."""

from __future__ import annotations

from functools import lru_cache

from placements.importing.wording import likeness, plain

_ALIKE = 0.86
_LEFT_OUT = frozenset({"and", "the", "mr", "mrs", "ms", "miss", "mx", "dr", "carer", "carers", "family", "household"})

# The full form first, then the short forms that English speakers use for it.
_SHORT_FORMS = (
    "alan al",
    "alexander alex alec sandy",
    "alexandra alex sandra lexi",
    "alfred alf alfie fred",
    "amanda mandy",
    "andrew andy drew",
    "angela angie",
    "anne ann annie anna",
    "anthony tony antony",
    "arthur art",
    "barbara barb barbie babs",
    "benjamin ben benny",
    "bernard bernie",
    "bradley brad",
    "bridget biddy",
    "caroline carrie",
    "catherine cath cathy cat katherine kathryn kate katie kathy kay",
    "charles charlie chas chuck",
    "charlotte charlie lottie",
    "christine chris chrissie christina tina",
    "christopher chris kit topher",
    "daniel dan danny",
    "david dave davey",
    "deborah deb debbie debra",
    "dennis den denny",
    "derek del",
    "donald don",
    "dorothy dot dottie",
    "douglas doug",
    "edward ed eddie ted teddy ned",
    "eleanor ellie nell",
    "elizabeth liz lizzie beth betty bess eliza libby elsie",
    "emily em millie",
    "eugene gene",
    "florence flo flossie",
    "frances fran frankie",
    "francis frank frankie",
    "frederick fred freddie",
    "gabriel gabe",
    "geoffrey geoff jeff jeffrey",
    "george georgie",
    "gerald gerry jerry",
    "gillian gill jill jillian",
    "gordon gord",
    "graham graeme",
    "gregory greg",
    "harold harry hal",
    "harriet hattie",
    "helen nell nellie",
    "henry harry hal hank",
    "isabella bella izzy isabel isobel",
    "jacob jake",
    "jacqueline jackie jacqui",
    "james jim jimmy jamie jem",
    "jane janie",
    "janet jan",
    "jennifer jen jenny jennie",
    "jessica jess jessie",
    "joanne jo joanna",
    "john jack johnny jonny",
    "jonathan jon jonny",
    "joseph joe joey",
    "josephine jo josie",
    "joshua josh",
    "judith judy jude",
    "julia julie jules",
    "julian jules",
    "kenneth ken kenny",
    "kimberley kim",
    "laurence larry laurie lawrence",
    "leonard len lenny leo",
    "lesley les leslie",
    "lillian lily lil",
    "louise lou",
    "lucy lu",
    "lynne lyn lynn linda",
    "madeleine maddie maddy",
    "malcolm mal",
    "margaret maggie meg peggy marge margie madge greta rita",
    "mark marcus marc",
    "martin marty",
    "mary molly polly may",
    "matilda tilly",
    "matthew matt mat",
    "maureen mo",
    "maxwell max",
    "michael mike mick mickey",
    "mohammed mohammad muhammad mohamed mo",
    "nathan nat nate",
    "nicholas nick nicky nic",
    "nicola nicky nikki nic",
    "oliver ollie",
    "pamela pam",
    "patricia pat patsy tricia trish",
    "patrick pat paddy",
    "pauline paula",
    "peter pete",
    "philip phil phillip",
    "philippa pip pippa",
    "rachel rach",
    "raymond ray",
    "rebecca becky bec becca",
    "reginald reg reggie",
    "richard rich dick rick ricky dickie",
    "robert rob bob bobby robbie bert",
    "rodney rod",
    "roger rog",
    "ronald ron ronnie",
    "rosemary rose rosie",
    "russell russ",
    "samantha sam sammy",
    "samuel sam sammy",
    "sarah sara sally sadie",
    "sharon shaz",
    "sheila shelley",
    "simon si",
    "sophie soph sophia",
    "stanley stan",
    "stephanie steph",
    "stephen steve steven stevie",
    "stuart stu stewart",
    "susan sue susie suzanne suzie",
    "sylvia syl",
    "terence terry",
    "theodore theo ted",
    "theresa teresa terry tess",
    "thomas tom tommy",
    "timothy tim",
    "valerie val",
    "veronica ronnie",
    "victor vic",
    "victoria vicky vicki tori",
    "vincent vin vince",
    "walter walt wally",
    "william will bill billy liam",
    "winifred win winnie",
    "zachary zac zach zak",
)
_FULL_FORMS: dict[str, frozenset[str]] = {}
for _line in _SHORT_FORMS:
    for _name in _line.split():
        _FULL_FORMS[_name] = _FULL_FORMS.get(_name, frozenset()) | {_line.split()[0]}


@lru_cache(maxsize=4_096)
def words_of(name: str) -> frozenset[str]:
    """The words of a name that tell people apart, in no order: titles and "and" are left out."""
    return frozenset(plain(name).split()) - _LEFT_OUT


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for order, case, titles and punctuation."""
    return bool(words_of(one)) and words_of(one) == words_of(other)


def may_be_same(one: str, other: str) -> str | None:
    """Why two names that are not the same may mean the same people or home; None where they hardly do."""
    here, there = words_of(one), words_of(other)
    if not here or not there:
        return None
    if _meet(here, there):
        return "the same but for short forms of names"
    if here < there or there < here:
        return "one name holds all the words of the other"
    first, second = " ".join(sorted(here)), " ".join(sorted(there))
    return "spelt nearly alike" if likeness(first, second, _ALIKE) >= _ALIKE else None


def may_be_same_person(one: str, other: str) -> bool:
    """Whether two first names may be one person's."""
    return same_words(one, other) or may_be_same(one, other) is not None


def _meet(here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether each word of one name pairs with a word of the other that is it, or is short for the same name."""
    left = set(there)
    for word in sorted(here):
        forms = _FULL_FORMS.get(word, frozenset()) | {word}
        found = next((other for other in sorted(left) if forms & (_FULL_FORMS.get(other, frozenset()) | {other})), None)
        if found is None:
            return False
        left.remove(found)
    return not left
