# What the classifier says of a photo; the names are in things.ftl.

seen-it = 这是{ $name }。
seen-perhaps = 这可能是{ $name }。
seen-not-sure = 我不确定这是什么。
seen-other = 也可能是{ $name }。
seen-two-others = 也可能是{ $name }或{ $other }。
