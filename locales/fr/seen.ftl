# What the classifier says of a photo; the names are in things.ftl, with their article.

seen-it = C’est { $name }.
seen-perhaps = On dirait { $name }.
seen-not-sure = Je ne sais pas trop ce que c’est.
seen-other = Peut-être { $name }.
seen-two-others = Peut-être { $name } ou { $other }.
