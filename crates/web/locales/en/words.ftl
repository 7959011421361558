# The words of closed lists, as they stand in a sentence; the attribute is how they stand as an answer to choose.

form-of-call = call
    .label = Call on an official
form-of-note = note
    .label = Diplomatic note
form-of-letter = letter
    .label = Letter
form-of-phone = phone
    .label = Telephone
form-of-margins = margins
    .label = In the margins of a meeting

level-of-working = working
    .label = Working level
level-of-director = director
    .label = Director
level-of-director-general = director-general
    .label = Director-general
level-of-deputy-minister = deputy minister
    .label = Deputy minister
level-of-minister = minister
    .label = Minister
level-of-head-of-government = head of government
    .label = Head of government
level-of-head-of-state = head of state
    .label = Head of state

disposition-as-written = as written
    .label = As written
disposition-adapted = adapted
    .label = Adapted
disposition-withheld = withheld
    .label = Withheld (say why)
disposition-overtaken = overtaken
    .label = Overtaken (say why)
disposition-raised-by-host = raised by host
    .label = Raised by the host

stance-supports = supports
    .label = Supports
stance-leans-toward = leans toward
    .label = Leans toward
stance-undecided = undecided
    .label = Undecided
stance-leans-against = leans against
    .label = Leans against
stance-opposes = opposes
    .label = Opposes
stance-not-known = not known

given-orally = orally
    .label = Orally, for the government
given-in-writing = in writing
    .label = In writing
given-personally = personally
    .label = As a personal view
given-promised-later = promised later
    .label = An answer was promised for later

confidence-high = high
    .label = High
confidence-medium = medium
    .label = Medium
confidence-low = low
    .label = Low

proposes-delay = delay
    .label = Later
proposes-change = change
    .label = Otherwise
proposes-drop = drop
    .label = Not at all

ruling-reaffirmed = reaffirmed
    .label = Do it as instructed
ruling-amended = amended
    .label = Do it as now amended
ruling-accepted = accepted
    .label = The objection is accepted

answer-yes = yes
    .label = Yes
answer-with-changes = with changes
answer-in-substance = in substance
    .label = In substance

standing-not-acknowledged = not acknowledged
standing-acknowledged = acknowledged
standing-planned = planned
standing-delivered = delivered
standing-reported = reported
standing-returned = returned
standing-objected = objected
standing-asked-for-time = asked for time
standing-withdrawn = withdrawn
standing-instruction-not-here = instruction not here
standing-unknown = unknown
standing-overdue = overdue
standing-due-soon = due soon
standing-all = all

precedence-flash = FLASH
precedence-niact-immediate = NIACT IMMEDIATE
precedence-immediate = IMMEDIATE
precedence-priority = PRIORITY
precedence-routine = ROUTINE

level-unclassified = UNCLASSIFIED
level-controlled = CONTROLLED
level-restricted = RESTRICTED
level-confidential = CONFIDENTIAL
level-secret = SECRET
level-top-secret = TOP SECRET

mark-verbatim = verbatim
mark-paraphrase = paraphrase
mark-if-asked = if asked
mark-not-in-writing = not in writing

need-required = required
need-optional = optional

role-drafter = drafter
    .does = drafts
role-clearer = clearer
    .does = clears
role-approver = approver
    .does = approves
role-releaser = releaser
    .does = releases
role-action-officer = action officer
    .does = carries out taskings
role-records-officer = records officer
    .does = keeps the record
role-reader = reader
    .does = reads the archive
role-duty-officer = duty officer
    .does = opens one cable in an emergency
role-administrator = administrator
    .does = opens offices and grants roles

kind-headquarters = headquarters
kind-embassy = embassy
kind-mission = mission
kind-consulate = consulate
kind-agency = agency

piece-head = head
piece-paragraph = paragraph { $id }
piece-point = point { $id }
piece-whole = the whole
standing-done-late = done late

region-northern-africa = Northern Africa
region-eastern-africa = Eastern Africa
region-middle-africa = Middle Africa
region-southern-africa = Southern Africa
region-western-africa = Western Africa
region-caribbean = Caribbean
region-central-america = Central America
region-south-america = South America
region-northern-america = Northern America
region-central-asia = Central Asia
region-eastern-asia = Eastern Asia
region-south-eastern-asia = South-eastern Asia
region-southern-asia = Southern Asia
region-western-asia = Western Asia
region-eastern-europe = Eastern Europe
region-northern-europe = Northern Europe
region-southern-europe = Southern Europe
region-western-europe = Western Europe
region-australia-and-new-zealand = Australia and New Zealand
region-melanesia = Melanesia
region-micronesia = Micronesia
region-polynesia = Polynesia
region-elsewhere = elsewhere
region-antarctica = Antarctica
