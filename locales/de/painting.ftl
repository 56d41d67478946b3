# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] Du bist als Nächstes dran.
   *[other] Du bist Nummer { $place } in der Warteschlange.
}
progress-running = Ich male: { $percent } %
progress-sketch = Das ist vorerst nur eine schnelle Skizze. An ihre Stelle kommt das Gemälde.
progress-span = Fertig in etwa { $span }.
progress-done = Fertig! Hier kommt es.
progress-cancelled = Abgebrochen.
progress-cancelled-by-operator = Unser Team hat dieses Gemälde abgebrochen.
painted-again = { $n ->
    [0] Unser Team hat dieses Gemälde noch einmal gestartet. Es kostet dich nichts.
    [one] Unser Team hat dieses Gemälde noch einmal gestartet, für einen Credit.
   *[other] Unser Team hat dieses Gemälde noch einmal gestartet, für { $n } Credits.
}
progress-failed = Das hier hat nicht geklappt.

credits-returned = { $n ->
    [one] Dein Credit ist wieder da.
   *[other] Alle { $n } Credits sind wieder da.
}

failed-bad-picture = Eins der Bilder ist leider beschädigt. Versuch es bitte mit einem anderen.
failed-picture-gone = Eins der Bilder wurde leider gelöscht, bevor ich anfangen konnte. Schick es bitte noch einmal.
failed-too-slow = Dieses Gemälde hat leider viel zu lange gedauert, und ich musste aufhören. Ein kleineres sollte klappen.
failed-too-large = Dieses Gemälde war mir gerade leider zu groß. Ein kleineres sollte klappen.
failed-broken = Bei mir ist leider etwas schiefgegangen. Versuch es bitte etwas später noch einmal.

delivered-title = Dein Gemälde!
delivered-file = Das Gemälde in voller Qualität.
delivered-album = So ist dein Gemälde entstanden.
delivered-choose = Welches gefällt dir am besten? Ich schicke es als Datei.

painting-gone = Dieses Gemälde finde ich nicht mehr. Deine letzten stehen in /history.
still-painting = Das hier wird noch gemalt:
strongest = Stärker geht es nicht. Auch größere Pinselstriche machen viel aus.
weakest = Sanfter geht es nicht. Auch kleinere Pinselstriche machen viel aus.

status-title = Ich arbeite an:
status-none = Ich male gerade nichts. Schick mir ein Foto!
status-queued = { $number }. { $place ->
    [1] als Nächstes dran
   *[other] Nummer { $place } in der Warteschlange
}
status-running = { $number }. { $percent } % gemalt

cancel-nothing = Es gibt nichts abzubrechen.
cancel-too-late = Zum Abbrechen ist es zu spät: Es ist schon fertig. Du findest es in /history.
cancel-draft = Kein Problem. Schick ein Foto, wann immer du magst.
cancel-which = Soll ich eins davon abbrechen?

history-title = Deine letzten Gemälde, die neuesten zuerst.
history-choose = Welches?
history-empty = Hier gibt es noch keine Gemälde.

balance = { $n ->
    [one] Du hast { $n } Credit.
   *[other] Du hast { $n } Credits.
}
balance-held = { $n ->
    [one] { $n } weiterer ist reserviert für das, was ich gerade male.
   *[other] { $n } weitere sind reserviert für das, was ich gerade male.
}
balance-free = { $n ->
    [0] Heute gibt es keine Gratis-Gemälde.
    [one] Heute ist noch { $n } Gemälde gratis.
   *[other] Heute sind noch { $n } Gemälde gratis.
}
balance-no-free = Das nächste Gratis-Gemälde gibt es in etwa { $span }.

settings-title = So male ich für dich, wenn du nichts anderes wählst:
ask-language = Welche Sprache möchtest du?

delete-question = Willst du wirklich alles löschen? Deine Bilder, deine Gemälde und unsere Unterhaltung. Rückgängig machen lässt sich das nicht.
delete-credits = { $n ->
    [one] Auch { $n } Credit geht verloren.
   *[other] Auch { $n } Credits gehen verloren.
}
delete-elsewhere = Deine anderen Chats gehören zum selben Konto, dort wird also auch alles gelöscht: { $places }.
delete-done-elsewhere = Du hast in einem anderen deiner Chats alles gelöscht, deshalb ist es auch hier weg. Mach’s gut, und danke für die Bilder!
delete-done = Alles ist gelöscht. Mach’s gut, und danke für die Bilder!
delete-kept = Gut, alles bleibt.
