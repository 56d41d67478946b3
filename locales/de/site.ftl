# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: dein Foto als Gemälde
site-promise = Dein Foto, gemalt im Stil jedes beliebigen Bildes
site-about = Schick ein Foto und ein Bild, dessen Stil dir gefällt, und sieh zu, wie das Gemälde entsteht. Schau dir an, was andere gemacht haben.
site-skip = Weiter zu den Gemälden
site-pages = Seiten
site-styles = Stile
site-chat = Malen
site-consent = Alles hier wurde von den Leuten veröffentlicht, die es gemacht haben. Sie können es jederzeit wieder entfernen.

site-link-web = Hier malen
site-link-telegram = In Telegram
site-link-vk = In VK
site-link-max = In MAX

site-walls = Welche Gemälde zeigen
site-newest = Neueste
site-best-day = Die besten des Tages
site-best-week = Die besten der Woche
site-best-month = Die besten des Monats
site-works = Gemälde
site-more = Mehr Gemälde
site-more-styles = Mehr Stile
site-grown = Unten sind weitere dazugekommen.
site-all-styles = Alle Stile
site-nothing = In diesem Zeitraum wurde hier nichts veröffentlicht.
site-begin = Mal dein eigenes

site-bare = Die Wände sind noch leer
site-bare-how = Das erste Gemälde hier könnte deins sein. Welcher Stil soll es sein?
site-welcome-painting = Eine Katze, gemalt im Stil von Hokusais Großer Welle
site-welcome-photo = Das Foto der Katze, nach dem gemalt wurde

site-untitled = In einem privaten Stil
site-visitors-style = Ein eingesendetes Bild
site-alt = Ein Foto, gemalt im Stil von: { $style }
site-nameless = Anonym
site-showcase = Gemalt von Vernissage
site-photo = Das Foto
site-before = Foto
site-after = Gemälde
site-slider = Vom Foto zum Gemälde
site-slider-value = Gemälde
site-share-of-second = Zweiter Stil
site-quality = Qualität
site-like = Gefällt mir
site-uses = { $n ->
    [one] Einmal verwendet
   *[other] { $n }-mal verwendet
}
site-use = In diesem Stil malen
site-use-how = Wähle einen Stil, füg dein Foto hinzu, und sieh, was daraus wird.
site-after-it = In diesem Stil gemalt
site-share = Teilen
site-vk = VK
site-copy = Link kopieren
site-copied = Kopiert
site-report = Dieses Bild melden
site-report-why = Was stimmt damit nicht?
site-report-mine = Es zeigt mich, oder es ist mein Bild
site-report-indecent = Es ist anstößig oder verletzt jemanden
site-report-unlawful = Es verstößt gegen das Gesetz
site-report-other = Etwas anderes
site-report-send = Meldung abschicken

site-done-reported = Danke. Wir sehen es uns an.
site-done-own = Das ist dein eigenes Gemälde, deshalb zählt dein Like nicht.
site-done-enough = Das war viel in kurzer Zeit. Versuch es bitte später noch einmal.
site-done-unknown = Dein Browser speichert keine Cookies, deshalb können Likes nicht gezählt werden.

site-missing = Hier ist nichts
site-missing-why = Vielleicht wurde es wieder entfernt, oder der Link ist unvollständig.
site-to-all = Alle Gemälde
