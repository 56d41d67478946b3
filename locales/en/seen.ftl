# What the classifier says of a photo; the names are in things.ftl.

seen-it = It is { $name }.
seen-perhaps = Perhaps it is { $name }.
seen-not-sure = I am not sure what it is.
seen-other = Perhaps { $name }.
seen-two-others = Perhaps { $name } or { $other }.
