"""Names that nobody is meant by: made for this demonstration, from lists of its own."""

from __future__ import annotations

GIRLS = (
    "Abelia", "Ameryl", "Annika", "Arwenna", "Bellis", "Betony", "Briony", "Calla", "Carys", "Celandine",
    "Corisande", "Damaris", "Delphie", "Elowen", "Emmeline", "Esmay", "Fenella", "Fleur", "Ginevra", "Hesper",
    "Idony", "Isolde", "Jessamy", "Junia", "Kerensa", "Kestra", "Lark", "Linnea", "Lowenna", "Lunet", "Mabyn",
    "Marnie", "Melody", "Merryn", "Nerys", "Niamh", "Oriel", "Ottilie", "Peony", "Perdita", "Petra", "Primmy",
    "Rosalba", "Rowena", "Sabrina", "Senara", "Sorrel", "Tamsin", "Tansy", "Thea", "Ursel", "Verity", "Wenna",
    "Wren", "Ysella", "Zelah", "Zinnia",
)  # fmt: skip
BOYS = (
    "Alder", "Ansel", "Arlo", "Aubin", "Barnaby", "Bevis", "Branok", "Bryn", "Caspian", "Cedric", "Colm", "Corin",
    "Denzel", "Doran", "Edric", "Elwyn", "Emrys", "Falk", "Fennel", "Fitch", "Florian", "Gawen", "Gethin", "Harker",
    "Hob", "Idris", "Ivo", "Jago", "Jory", "Kelwyn", "Kit", "Leander", "Linden", "Locryn", "Marek", "Merrick",
    "Myrddin", "Ned", "Orrin", "Osric", "Padern", "Perran", "Piran", "Quill", "Rafe", "Rowan", "Rufus", "Selwyn",
    "Silvan", "Tarka", "Tegan", "Torin", "Tristan", "Ulric", "Warrick", "Wilf", "Yestin", "Zeb",
)  # fmt: skip
SEEKING_GIRLS = (
    "Amiran", "Delsin", "Esra", "Hewan", "Lulit", "Nazrin", "Selamit", "Tarin", "Yordis", "Zarghun",
)  # fmt: skip
SEEKING_BOYS = (
    "Abrim", "Arsham", "Berhan", "Dawrin", "Esmar", "Farzad", "Hamrin", "Idrin", "Karwan", "Mehari", "Noorin",
    "Omran", "Rawand", "Sarbaz", "Temesgen", "Yonan", "Zalmay", "Zirak",
)  # fmt: skip
CARERS = (
    "Adela", "Agnes", "Bernard", "Bridie", "Calvin", "Cordelia", "Cyril", "Dilys", "Doreen", "Edgar", "Eirlys",
    "Enid", "Ernest", "Estelle", "Eunice", "Felix", "Gareth", "Gilda", "Glenys", "Gordon", "Gwilym", "Hadley",
    "Hattie", "Hector", "Hilary", "Horace", "Imelda", "Irwin", "Isaac", "Ivor", "Janice", "Josie", "Keziah",
    "Lionel", "Lorna", "Lucian", "Mabel", "Magnus", "Marjorie", "Maurice", "Mavis", "Morag", "Muriel", "Nesta",
    "Noel", "Norris", "Olwen", "Oswin", "Pearl", "Percy", "Queenie", "Ralph", "Rhoda", "Roderick", "Rosalind",
    "Rupert", "Sidney", "Stella", "Sybil", "Thora", "Vernon", "Violet", "Walter", "Wanda", "Winifred",
)  # fmt: skip
WORKERS = (
    "A. Brackenridge", "C. Dunmarsh", "D. Elverton", "F. Garthwell", "H. Inglebeck", "J. Kirkmoor",
    "L. Marfleet-Oaks", "N. Oxlade-Thorn", "P. Quenby", "R. Skelderdale", "T. Ulverbeck", "V. Wharram-Hay",
)  # fmt: skip
PLACES = (
    "Alderwath", "Birkengarth", "Cawdale", "Dunnockthorpe", "Elmswick", "Fernholme", "Garrowfield", "Hazelbeck",
    "Inglewath", "Kelderby", "Larkmoor", "Mirkdale", "Netherwick", "Oxlip", "Plumgarth", "Quernby", "Rushmere",
    "Silverthwaite", "Thistlewick", "Underbank", "Wharlow", "Yewgarth",
)  # fmt: skip
INVENTED = "(invented)"
"""Stands in every name of an organisation, wherever it is shown."""
