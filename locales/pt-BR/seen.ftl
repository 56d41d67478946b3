# What the classifier says of a photo; the names are in things.ftl.

seen-it = É { $name }.
seen-perhaps = Talvez seja { $name }.
seen-not-sure = Não sei bem o que é.
seen-other = Talvez { $name }.
seen-two-others = Talvez { $name } ou { $other }.
