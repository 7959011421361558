# Going to anything by its number or subject.

go-title = Go to
go-label = A number, an office or words of a subject
go-submit = Go
go-empty = Nothing that you may see is called so.
