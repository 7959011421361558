# Offices and collectives.

offices-title = Offices
offices-office = Office
offices-code = Code
offices-kind = Kind
offices-country = Country
offices-time = Time there
offices-week = Working days
offices-address = Address
offices-collectives = Collectives
offices-count = { $count ->
    [one] { $count } office
   *[other] { $count } offices
}
offices-since = since { $day }
offices-except = { $members } except { $except }
offices-sentence = { $offices ->
    [one] { $offices } office
   *[other] { $offices } offices
} in { $countries ->
    [one] { $countries } country
   *[other] { $countries } countries
}; { $collectives ->
    [one] { $collectives } collective
   *[other] { $collectives } collectives
}.
