# Host positions.

positions-title = Positions
positions-topic = Sujet
positions-caption = Positions des pays hôtes
positions-host = Pays hôte
positions-position = Position
positions-since = Depuis
positions-how = Mode d’expression
positions-confidence = Certitude
positions-moved = Évolution
positions-source = Source
positions-no-instruction = Aucune instruction expédiée ne vous est accessible ; les réponses des pays hôtes figureront ici.
positions-empty = Aucun pays hôte n’a encore exprimé de position.
positions-sentence = { $number } : { $subject }. { $countries ->
    [one] { $countries } pays
   *[other] { $countries } pays
} : { $parts }.
positions-part = { $stance } : { $count }
