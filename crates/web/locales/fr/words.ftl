# The words of closed lists, as they stand in a sentence; the attribute is how they stand as an answer to choose.

form-of-call = entretien
    .label = Entretien avec un responsable
form-of-note = note verbale
    .label = Note verbale
form-of-letter = lettre
    .label = Lettre
form-of-phone = entretien téléphonique
    .label = Entretien téléphonique
form-of-margins = en marge d’une réunion
    .label = En marge d’une réunion

level-of-working = niveau technique
    .label = Niveau technique
level-of-director = directeur
    .label = Directeur
level-of-director-general = directeur général
    .label = Directeur général
level-of-deputy-minister = vice-ministre
    .label = Vice-ministre
level-of-minister = ministre
    .label = Ministre
level-of-head-of-government = chef du gouvernement
    .label = Chef du gouvernement
level-of-head-of-state = chef de l’État
    .label = Chef de l’État

disposition-as-written = exposé mot pour mot
    .label = Exposé mot pour mot
disposition-adapted = adapté
    .label = Adapté
disposition-withheld = non soulevé
    .label = Non soulevé (indiquer le motif)
disposition-overtaken = sans objet
    .label = Devenu sans objet (indiquer le motif)
disposition-raised-by-host = soulevé par l’hôte
    .label = Soulevé par l’hôte

stance-supports = favorable
    .label = Favorable
stance-leans-toward = plutôt favorable
    .label = Plutôt favorable
stance-undecided = indécis
    .label = Indécis
stance-leans-against = plutôt défavorable
    .label = Plutôt défavorable
stance-opposes = défavorable
    .label = Défavorable
stance-not-known = inconnue

given-orally = oralement
    .label = Oralement, au nom du gouvernement
given-in-writing = par écrit
    .label = Par écrit
given-personally = à titre personnel
    .label = À titre personnel
given-promised-later = réponse promise ultérieurement
    .label = Une réponse a été promise ultérieurement

confidence-high = élevée
    .label = Élevée
confidence-medium = moyenne
    .label = Moyenne
confidence-low = faible
    .label = Faible

proposes-delay = reporter
    .label = Plus tard
proposes-change = procéder autrement
    .label = Autrement
proposes-drop = renoncer
    .label = Pas du tout

ruling-reaffirmed = instruction confirmée
    .label = Exécuter selon l’instruction
ruling-amended = instruction modifiée
    .label = Exécuter selon l’instruction modifiée
ruling-accepted = objection retenue
    .label = L’objection est retenue

answer-yes = visa donné
    .label = Oui
answer-with-changes = visa donné avec modifications
answer-in-substance = visa donné sur le fond
    .label = Sur le fond

standing-not-acknowledged = sans accusé de réception
standing-acknowledged = réception accusée
standing-planned = prévu
standing-delivered = effectué
standing-reported = rendu compte
standing-returned = renvoyé
standing-objected = objection
standing-asked-for-time = délai demandé
standing-withdrawn = retiré
standing-instruction-not-here = instruction non parvenue
standing-unknown = inconnu
standing-overdue = en retard
standing-due-soon = échéance proche
standing-all = tous

precedence-flash = FLASH
precedence-niact-immediate = NIACT IMMÉDIAT
precedence-immediate = IMMÉDIAT
precedence-priority = URGENT
precedence-routine = ROUTINE

level-unclassified = NON CLASSIFIÉ
level-controlled = DIFFUSION CONTRÔLÉE
level-restricted = DIFFUSION RESTREINTE
level-confidential = CONFIDENTIEL
level-secret = SECRET
level-top-secret = TRÈS SECRET

mark-verbatim = mot pour mot
mark-paraphrase = en substance
mark-if-asked = si la question est posée
mark-not-in-writing = jamais par écrit

need-required = obligatoire
need-optional = facultatif

role-drafter = rédacteur
    .does = rédige
role-clearer = viseur
    .does = vise
role-approver = approbateur
    .does = approuve
role-releaser = expéditeur
    .does = expédie
role-action-officer = agent traitant
    .does = exécute les instructions
role-records-officer = archiviste
    .does = tient les archives
role-reader = lecteur
    .does = consulte les archives
role-duty-officer = agent de permanence
    .does = ouvre un télégramme en urgence
role-administrator = administrateur
    .does = ouvre les postes et confie les fonctions

kind-headquarters = administration centrale
kind-embassy = ambassade
kind-mission = mission
kind-consulate = consulat
kind-agency = agence

piece-head = l’en-tête
piece-paragraph = paragraphe { $id }
piece-point = point { $id }
piece-whole = l’ensemble
standing-done-late = effectué hors délai

region-northern-africa = Afrique du Nord
region-eastern-africa = Afrique orientale
region-middle-africa = Afrique centrale
region-southern-africa = Afrique australe
region-western-africa = Afrique occidentale
region-caribbean = Caraïbes
region-central-america = Amérique centrale
region-south-america = Amérique du Sud
region-northern-america = Amérique du Nord
region-central-asia = Asie centrale
region-eastern-asia = Asie orientale
region-south-eastern-asia = Asie du Sud-Est
region-southern-asia = Asie du Sud
region-western-asia = Asie occidentale
region-eastern-europe = Europe orientale
region-northern-europe = Europe du Nord
region-southern-europe = Europe du Sud
region-western-europe = Europe occidentale
region-australia-and-new-zealand = Australie et Nouvelle-Zélande
region-melanesia = Mélanésie
region-micronesia = Micronésie
region-polynesia = Polynésie
region-elsewhere = ailleurs
region-antarctica = Antarctique
