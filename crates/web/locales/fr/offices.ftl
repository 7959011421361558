# Offices and collectives.

offices-title = Postes
offices-office = Poste
offices-code = Code
offices-kind = Nature
offices-country = Pays
offices-time = Heure locale
offices-week = Jours ouvrés
offices-address = Adresse
offices-collectives = Groupes de postes
offices-count = { $count ->
    [one] { $count } poste
   *[other] { $count } postes
}
offices-since = depuis le { $day }
offices-except = { $members } sauf { $except }
offices-sentence = { $offices ->
    [one] { $offices } poste
   *[other] { $offices } postes
} dans { $countries ->
    [one] { $countries } pays
   *[other] { $countries } pays
} ; { $collectives ->
    [one] { $collectives } groupe
   *[other] { $collectives } groupes
}.
