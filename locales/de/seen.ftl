# What the classifier says of a photo; the names are in things.ftl, in the nominative.

seen-it = Das ist { $name }.
seen-perhaps = Das könnte { $name } sein.
seen-not-sure = Ich bin nicht sicher, was das ist.
seen-other = Vielleicht { $name }.
seen-two-others = Vielleicht { $name } oder { $other }.
