# The feed: publishing, taking back, liking.

command-top = die besten Gemälde der Woche
command-published = was du veröffentlicht hast

button-publish = Veröffentlichen
publish-question = Dieses Gemälde veröffentlichen? Alle im Internet können es dann sehen. Das werden sie sehen:
publish-line-painting = • das Gemälde: ja
publish-line-photo = • dein Foto: { $shown }
publish-line-style = • der Stil ({ $style }): { $shown }
publish-line-title = • Titel: { $title }
publish-untitled = keiner
publish-line-name = • dein Name: { $name }
publish-shown = ja; andere dürfen es speichern
publish-not-shown = nein
publish-nameless = keiner
publish-way-back = Du kannst es jederzeit zurücknehmen, hier oder mit /published: Es verschwindet dann sofort von unseren Seiten.
publish-approval = Bevor es jemand sieht, wirft unser Team einen Blick darauf.
button-show-photo = Foto zeigen
button-show-style = Stil zeigen
button-show-title = Titel: { $title }
button-show-name = Mit meinem Namen
button-give-name = Namen angeben
button-other-name = Anderer Name
button-publish-now = Ja, veröffentlichen
button-publish-go-on = Weiter
button-take-back = Zurücknehmen
button-show-painting = Gemälde zeigen
button-entry-page = Seite öffnen
button-take-style = Stil { $n }

ask-name = Unter welchem Namen? Bis zu 32 Buchstaben, und alle werden ihn sehen. /cancel, wenn du lieber nicht möchtest.
name-unclear = Ein Name darf bis zu 32 Buchstaben haben, keine Links und keine Sonderzeichen. Welcher Name soll es sein?
name-kept = Dein Name ist „{ $name }“.

publish-begun = Es wird veröffentlicht; ich sage dir Bescheid, wenn es da ist.
publish-public = Dein Gemälde ist im Feed: { $link }
publish-awaiting = Dein Gemälde ist bereit für den Feed. Unser Team wirft erst einen Blick darauf; ich sage dir Bescheid.
publish-failed = Dein Gemälde konnte nicht veröffentlicht werden: Seine Bilder sind nicht mehr lesbar.
publish-taken-back = Zurückgenommen: Niemand kann es mehr sehen.
publish-was-hidden = Dein Gemälde wurde aus dem Feed entfernt: { $because }. Wenn du das für einen Irrtum hältst, schreib uns über /paysupport.
publish-not-there = Dieses Gemälde ist nicht im Feed.
publish-closed = Hier gibt es zurzeit keinen Feed. Dein Gemälde bleibt privat.
publish-banned = Du kannst hier nichts mehr veröffentlichen. Wenn du das für einen Irrtum hältst, schreib uns über /paysupport.
publish-hidden = Dieses Gemälde wurde aus dem Feed entfernt und kann nicht noch einmal veröffentlicht werden.
publish-enough = Das reicht für heute. Morgen kannst du mehr veröffentlichen.

published-title = Diese sind im Feed. Wähle eine Nummer, um eins zu sehen oder zurückzunehmen.
published-nothing = Du hast noch nichts veröffentlicht. Den Button „Veröffentlichen“ findest du unter jedem fertigen Gemälde.
published-preparing = wird veröffentlicht
published-awaiting = wartet auf die Freigabe durch unser Team
published-public = öffentlich, { $n ->
    [one] { $n } Like
   *[other] { $n } Likes
}
published-hidden = von uns ausgeblendet
published-taken-back = zurückgenommen

style-taken = Gute Wahl! Jetzt schick mir dein Foto.
style-gone = Dieser Stil ist nicht mehr öffentlich. Andere findest du in /styles
liked = ♥

top-title = Das Beste der Woche.
top-line = { $place }. { $n ->
    [one] { $n } Like
   *[other] { $n } Likes
}
top-choose = Gib einem ein Like, oder nimm seinen Stil für dein eigenes Foto.
top-empty = Diese Woche ist im Feed noch nichts. Deins könnte das erste sein: Den Button „Veröffentlichen“ findest du unter jedem fertigen Gemälde.
likes-came = { $n ->
    [one] Noch jemandem gefällt
   *[other] { $n } weiteren Leuten gefällt
}, was du veröffentlicht hast: /published

wanted-name = Ich warte auf einen Namen; /cancel, wenn du lieber nicht möchtest.

button-save-style = Stil speichern
button-saved = Meine Stile
button-take-saved = Diesen Stil nehmen
button-rename = Umbenennen
button-drop-saved = Entfernen
button-liked-style = Stil { $n }
saved-title = Stil { $n }
saved-kept = Der Stil ist gespeichert als „{ $title }“: /styles
saved-list = Deine Stile, Seite { $n }.
saved-choose = Wähle einen zum Nehmen, Umbenennen oder Entfernen.
saved-none = Du hast noch keine Stile gespeichert. Den Button „Stil speichern“ findest du unter jedem fertigen Gemälde.
saved-offer = Du hast eigene Stile gespeichert.
saved-not-there = Dieser Stil ist nicht unter deinen gespeicherten.
saved-dropped = Entfernt. Gemälde in diesem Stil bleiben.
saved-enough = Mehr Stile kannst du nicht speichern, der Platz ist voll. Entferne erst einen: /styles
saved-gallery = Dieser Stil ist einer von unseren: Du findest ihn immer in /styles.
ask-title = Wie soll dieser Stil heißen? Bis zu 32 Buchstaben. Mit /cancel bleibt er, wie er ist.
title-unclear = Ein Name darf bis zu 32 Buchstaben haben, keine Links und keine Sonderzeichen. Wie soll der Stil heißen?
wanted-title = Ich warte auf den Namen eines Stils; mit /cancel bleibt er, wie er ist.
liked-styles = Die Stile der Gemälde, die dir im Feed gefallen haben:
publish-not-art = Nur Bilder lassen sich veröffentlichen.
