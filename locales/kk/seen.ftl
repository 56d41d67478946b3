# What the classifier says of a photo; the names are in things.ftl.

seen-it = Бұл — { $name }.
seen-perhaps = Бәлкім, бұл — { $name }.
seen-not-sure = Мұның не екенін анық айта алмаймын.
seen-other = Мүмкін, { $name }.
seen-two-others = Мүмкін, { $name } немесе { $other }.
