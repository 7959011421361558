# The archive.

search-title = Archive
search-label = Search the archive
search-submit = Search
search-wrong = Nothing was looked for
search-begin = Ask for words, a number, an office or a tag. The newest answers come first.
search-nothing = Nothing that you may read holds all of this.
search-found = { $total ->
    [one] One cable.
   *[other] { $total } cables, the newest first.
}
search-more-than = More than { $total } cables, the newest first.
search-older = Older answers
search-no-subject = (no subject)
search-keep = Save this search
search-forget = Forget this search
search-saved = Saved searches
search-new = { $new } new
search-narrow = Narrow it
search-aside = Narrowing and saved searches
search-how = How to ask
search-facet-is = Kind
search-facet-from = From
search-facet-date = Year
search-facet-prec = Precedence
search-facet-mark = Marking
search-facet-tags = Tags
search-help-from = sent by an office
search-help-to = sent to an office or a collective
search-help-post = sent by or to a post
search-help-host = to do with the posts in a country
search-help-tags = under a tag
search-help-mark = with a level or a caption
search-help-prec = with a precedence
search-help-ref = that cites a cable
search-help-date = of a day, a month, a year or between two
search-help-is = instruction, reply or filed
search-help-has = ref, tags, captions or text
search-help-quote = these words together in the text
search-help-phrase = these words together anywhere
search-help-beginning = words that begin so
search-help-or = one or the other
search-help-without = without a word
search-help-together = what belongs together
