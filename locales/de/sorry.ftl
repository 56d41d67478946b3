# Answers to things the bot can't use.

unusable-not-a-picture = Ich kann diese Datei nicht als Bild öffnen. JPEG, PNG, WebP und ähnliche Formate gehen.
unusable-broken = Dieses Bild scheint beschädigt zu sein. Schickst du es noch einmal, oder ein anderes?
unusable-too-heavy = Diese Datei ist mir zu groß. Schickst du eine kleinere?
unusable-too-large = Dieses Bild hat mehr Pixel, als ich schaffe. Schickst du ein kleineres?
unusable-too-small = Dieses Bild ist zu klein, um danach zu malen. Schickst du ein größeres?
unusable-flat = Dieses Bild hat nur eine Farbe: Von einem Foto bliebe darin nichts übrig. Ich behalte, was du vorher geschickt hast.
unusable-not-fetched = Ich konnte dieses Bild nicht herunterladen. Schickst du es noch einmal?
unusable-too-much-lately = In der letzten Stunde habe ich von dir oder aus deinem Netzwerk so viele große Bilder angesehen, wie ich kann. Dieses habe ich nicht geöffnet. Schick es bitte noch einmal in { $n ->
    [one] einer Minute
   *[other] { $n } Minuten
}.
unusable-too-slow = Dieses Bild zu öffnen dauert mir zu lange. Speicherst du es als gewöhnliches JPEG und schickst es noch einmal?
unusable-no-room = Ich habe gerade keinen Platz für neue Bilder. Was gerade gemalt wird, geht nicht verloren: Schick dieses bitte später noch einmal.
unusable-person-is-full = Die Bilder, die du vorher geschickt hast, füllen den ganzen Platz, den ich pro Person habe. Ab { $date } lösche ich die ältesten davon; dann ist Platz für neue.
unusable-network-is-full = Aus deinem Netzwerk sind zuletzt sehr viele Bilder gekommen. Schick dieses bitte am { $date } noch einmal.
unusable-cut-short = Diese Datei ist unvollständig angekommen. Schickst du sie noch einmal?
unusable-rare-kind = Diese Art von Bilddatei kann ich nicht lesen. Speicherst du sie als gewöhnliches JPEG oder PNG und schickst sie noch einmal?
unusable-rare-heic = Diese Art von HEIC kann ich nicht lesen. Schick es auf dem iPhone als Foto statt als Datei, oder wähle Einstellungen → Kamera → Formate → Maximale Kompatibilität und nimm es neu auf.
unusable-empty = Diese Datei ist leer. Schickst du sie noch einmal?
unusable-avif = Das ist ein AVIF-Bild, und AVIF kann ich noch nicht lesen. Schick es als Foto statt als Datei, oder speichere es als JPEG oder PNG; ein Screenshot geht auch.
unusable-jpeg-xl = Das ist ein JPEG-XL-Bild, und die kann ich noch nicht lesen. Speicherst du es als JPEG oder PNG?
unusable-jpeg-2000 = Das ist ein JPEG-2000-Bild, und die kann ich nicht lesen. Speicherst du es als JPEG oder PNG?
unusable-camera-raw = Das ist die Rohdatei einer Kamera. Schickst du das JPEG, das die Kamera oder ein Fotoprogramm daraus macht?
unusable-photoshop = Das ist ein Photoshop-Dokument. Exportierst du es als JPEG oder PNG?
unusable-svg = Das ist eine SVG-Zeichnung. Speicherst du sie als PNG?
unusable-pdf = Das ist ein PDF. Ich brauche ein Bild: Ein Screenshot der Seite genügt.
unusable-icon = Das ist eine Icon-Datei. Schickst du ein Bild als JPEG oder PNG?
unusable-video = Das ist ein Video. Ich kann nach einem Standbild daraus malen: Schick mir einen Screenshot.
unusable-film-too-long = Dieses GIF oder Video ist länger als { $n } Sekunden. Kürzt du es, oder schickst du ein kürzeres?
unusable-film-too-heavy = Dieses GIF oder Video hat mehr als { $n } MB. Schickst du ein kleineres?
unusable-film-too-large = Dieses GIF oder Video hat zu viele Pixel oder Bilder für mich. Schickst du ein kleineres? 1280 × 720 reicht.
unusable-film-too-small = Dieses GIF oder Video ist zu klein, um danach zu malen. Schickst du ein größeres?
unusable-film-other-kind = Diese Art von Video kann ich nicht lesen. Speicherst du es als MP4 (H.264) oder als GIF und schickst es noch einmal?
unusable-film-kind-not-here = Diese Art von Video kann ich hier nicht lesen. Das geht: MP4 mit H.264, wie es die meisten Handys und Messenger machen, GIF sowie animiertes WebP und PNG.
unusable-film-no-picture = In dieser Datei gibt es nichts zu sehen, nur Ton oder gar nichts. Schickst du eine andere?
unusable-film-broken = Dieses GIF oder Video scheint beschädigt zu sein. Schickst du es noch einmal, oder ein anderes?
unusable-film-too-slow = Dieses GIF oder Video zu lesen dauert mir zu lange. Schickst du ein kürzeres oder kleineres?
unusable-audio = Das ist ein Ton. Ich kann nicht hören, nur sehen: Schick mir ein Bild.
unusable-web-page = Das ist eine Webseite, kein Bild. Öffne das Bild selbst, speichere es und schick es mir.
unusable-text = Das ist ein Text. Zum Malen brauche ich ein Bild.
unusable-archive = Das ist ein Archiv oder ein Dokument. Nimmst du das Bild heraus und schickst es einzeln?

unsupported-sticker = Schöner Sticker, aber danach kann ich nicht malen.
unsupported-voice = Ich kann nicht hören, nur sehen.
unsupported-video = Videos gibt dieser Chat nicht an mich weiter. Schick es mir bitte als Datei oder als GIF.
unsupported-animation = Diese Animation gibt der Chat nicht an mich weiter. Schick sie mir bitte als Datei.
film-as-still = In diesem Chat kann es sich nicht bewegen, daher hier ein Standbild daraus.
unsupported-other = Damit kann ich nichts anfangen.
unsupported-group = Ich male immer nur für eine Person: Schreib mir in einem privaten Chat, und schick mir zwei Bilder.
