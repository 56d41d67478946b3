# What the classifier says of a photo; the names are in things.ftl.

seen-it = Es { $name }.
seen-perhaps = Quizá es { $name }.
seen-not-sure = No sé con seguridad qué es.
seen-other = Quizá { $name }.
seen-two-others = Quizá { $name } o { $other }.
