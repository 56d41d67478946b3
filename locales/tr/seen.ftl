# What the classifier says of a photo; the names are in things.ftl.

seen-it = Fotoğrafta { $name } var.
seen-perhaps = Fotoğrafta galiba { $name } var.
seen-not-sure = Ne olduğundan emin değilim.
seen-other = Belki de { $name }.
seen-two-others = Belki de { $name } ya da { $other }.
