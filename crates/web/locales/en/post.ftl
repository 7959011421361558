# One office.

post-works = It is { $clock } there ({ $utc }), a working day.
post-rests = It is { $clock } there ({ $utc }), not a working day.
post-cables = Its cables
post-open = Open taskings
post-open-none = Nothing is open there that you may see.
post-met = Engagements
post-met-none = No engagement is logged that you may see.
post-about = The office
post-collectives = In the collectives
post-kind = Kind
post-city = City
post-country = Country
post-region = Region
post-week = Working days
post-zone = Time zone
post-address = Address
post-parent = Belongs to
post-heard = Last heard
post-heard-here = its journal is written here
post-heard-never = never
post-closed = Closes on
office-kind-headquarters = headquarters
office-kind-embassy = embassy
office-kind-mission = mission
office-kind-consulate = consulate
office-kind-agency = agency
