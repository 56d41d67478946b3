# What the classifier says of a photo; the names are in things.ftl.

seen-it = Це { $name }.
seen-perhaps = Можливо, це { $name }.
seen-not-sure = Важко сказати, що це.
seen-other = Можливо, { $name }.
seen-two-others = Можливо, { $name } або { $other }.
