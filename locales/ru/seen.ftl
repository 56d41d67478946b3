# Что классификатор говорит о фотографии; названия — в things.ftl.

seen-it = Это { $name }.
seen-perhaps = Возможно, это { $name }.
seen-not-sure = Не уверен, что это.
seen-other = Возможно, { $name }.
seen-two-others = Возможно, { $name } или { $other }.
