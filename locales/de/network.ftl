# The page /network: how it works, for the curious.

network-title = So funktioniert es
network-link = Wie funktioniert das? Zehn Bilder zeigen es
network-about = Wie neuronaler Stiltransfer funktioniert, in zehn Bildern, und wovon ein neuronales Netz träumt.
network-lead = Dieses Programm weiß nichts über Farbe und Pinsel. Es hat ein neuronales Netz, das gelernt hat, tausend Arten von Dingen auseinanderzuhalten, und fragt immer wieder: In welchem Bild sähe dieses Netz zugleich die Dinge deines Fotos und die Malweise des Gemäldes? Wie das geht, zeigen zehn Bilder. Das Programm hat sie alle selbst gemacht.
network-layer = Schicht { $n }
network-window = Schicht { $n }: { $pixels } px breit
network-layers = { $n ->
    [one] { $n } Schicht
   *[other] { $n } Schichten
}
network-steps = { $n ->
    [0] der Anfang
    [one] nach { $n } Schritt
   *[other] nach { $n } Schritten
}

network-sees-title = Ein Netz schaut durch Fenster
network-sees-text = Das Netz heißt VGG-19, wir nutzen seine ersten dreizehn Schichten. Jede Schicht berechnet ihre Werte aus der Schicht darunter, mit kleinen Filtern von drei mal drei Stellen, überall denselben. Darum hängt ein Wert in Schicht 2 nur von einem Fenster aus 5 × 5 Pixeln ab, einer in Schicht 13 dagegen von 156 × 156: Je tiefer die Schicht, desto mehr sieht sie auf einmal.
network-sees-photo = Fenster an der Pupille
network-sees-alt = Ausschnitt aus dem Foto einer Katze: { $caption }

network-maps-title = Jeder Filter zeichnet eine Karte
network-maps-text = Eine Karte ist dort hell, wo das Foto enthält, was ihr Filter sucht. Schicht 2 hat 64 davon, so fein wie das Foto, für Kanten und Farben. Schicht 13 hat 512, ein Sechzehntel so breit und hoch, für Dinge wie ein Auge oder ein Ohr. Niemand hat gesagt, wonach zu suchen ist: Das hat das Netz selbst herausgefunden, als es an 1,3 Millionen beschrifteten Fotos übte.
network-maps-alt = Neun Merkmalskarten des Katzenfotos, { $caption }

network-reacts-title = Worauf ein Wert reagiert
network-reacts-text = Nimm den stärksten Wert am Rand der Katzenpupille und frag: Welche Pixel würden ihn stärker machen? Backpropagation berechnet das für alle Pixel in einem Zug. Graue Pixel spielen keine Rolle, helle sollten heller und dunkle dunkler sein. Mit diesem Werkzeug entsteht alles Weitere.
network-reacts-alt = Der Gradient eines Werts am Rand der Pupille, { $caption }

network-content-title = Inhalt: was wo ist
network-content-text = Jetzt beginnen wir mit Rauschen und ändern seine Pixel, bis eine Schicht dieselben Werte hat wie beim Foto. Aus den Schichten 2 und 4 kommt das Foto fast genau zurück. Aus Schicht 10 ist alles an seinem Platz, aber die feinsten Details sind zu Korn geworden, und aus Schicht 13 sind Fell und Hintergrund erfunden: Das Netz hat sie vergessen. Was eine tiefe Schicht behält, nennen wir Inhalt.
network-content-photo = das Foto
network-content-alt = Eine Katze, aus den Werten des Netzes wiederhergestellt: { $caption }

network-gram-title = Stil: was zusammen vorkommt
network-gram-text = Für den Stil fragen wir bei je zwei Karten einer Schicht: Leuchten sie an denselben Stellen auf? Multipliziere sie Stelle für Stelle, nimm den Mittelwert, und du hast ein Feld der Gram-Matrix. Die Orte zählen nicht mehr, nur noch, welche Farben, Kanten und Striche zusammen auftreten. Hier sind die Matrizen zweier Gemälde für 32 Karten von Schicht 1; ein dunkles Feld heißt: oft zusammen.
network-gram-alt = Eine Gram-Matrix als Quadrat aus dunkleren und helleren Feldern: { $caption }

network-style-title = Vom Korn zur Welle
network-style-text = Wieder beginnen wir mit Rauschen, aber nun sollen nur die Gram-Matrizen mit denen von Hokusais Großer Welle übereinstimmen. Eine Schicht ergibt ihre Farben und ihr Korn, die zweite ihre Linien, und mit jeder weiteren halten größere Stücke zusammen, bis hin zu Wellen mit Schaumkronen. Nichts sagt, wo sie hingehören, also sind sie irgendwo.
network-style-alt = Eine Textur mit den Gram-Matrizen von Hokusais Großer Welle: { $caption }

network-transfer-title = Vom Rauschen zum Gemälde
network-transfer-text = Beide Wünsche auf einmal: der Inhalt des Fotos in Schicht 10 und der Stil des Gemäldes in fünf Schichten. Nach jedem Versuch sagt Backpropagation für jedes Pixel, in welche Richtung es sich ändern soll, und ein Optimierer macht den Schritt. So ging das 2015. Hier laufen die ersten Schritte in kleinem Format, wo große Formen schneller entstehen; im Bot beginnt das Gemälde mit deinem Foto in den Farben des Gemäldes.
network-transfer-alt = Die Katze als Gemälde im Stil von Hokusais Großer Welle, { $caption }

network-balance-title = Wie viel wovon
network-balance-text = Kein Bild erfüllt beide Wünsche ganz, deshalb wägt eine Zahl den einen gegen den anderen ab. Im Bot heißt sie Stärke. Hier zählt der Stil wenig, so viel wie üblich und viel.
network-balance-little = wenig Stil
network-balance-usual = wie üblich
network-balance-much = viel Stil
network-balance-alt = Die Katze als Gemälde im Stil von Hokusais Großer Welle: { $caption }

network-dream-title = Lass es mehr von dem sehen, was es sieht
network-dream-text = Zum Schluss ein Spiel. Nimm das Foto und ändere es so, dass alles, was eine Schicht darin sieht, Schritt für Schritt stärker wird. Wenn ein Fleck Fell für das Netz ein wenig wie ein Auge aussieht, wird er immer mehr zum Auge, bis du es auch siehst. Schicht 7 bringt Muster hinein, Schicht 10 Augen und Spiralen, Schicht 12 Wesen. Man nannte das DeepDream.
network-dream-alt = Das Katzenfoto, weitergeträumt von { $caption }

network-sources = Wer das herausgefunden hat
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = Wovon die Kanäle träumen
network-atlas-text = Nimm statt eines Fotos Rauschen und ändere es, bis eine Karte so hell leuchtet, wie sie nur kann: Das mag ihr Kanal am liebsten. Flache Schichten mögen Farben und Streifen, mittlere Stoffe, Schuppen und Netze, tiefe Augen, Fell, Blütenblätter und Bögen. Niemand hat diese Bilder gezeichnet. Die Namen sind von uns, das Netz hat nur Nummern.
network-atlas-layer = Schicht { $layer }
network-atlas-all = Alle { $channels } Kanäle von Schicht { $layer }

network-tile-orange = Orange
network-tile-night = Nachtblau
network-tile-red-on-blue = Rot auf Blau
network-tile-green-on-pink = Grün auf Rosa
network-tile-slanting = schräge Streifen
network-tile-upright = senkrechte Streifen
network-tile-level = waagerechte Streifen
network-tile-maze = ein Labyrinth
network-tile-zebra = Zebrastreifen
network-tile-rainbow = ein Strichcode aus Farben
network-tile-dots = Punkte
network-tile-crossing = eine Kreuzung
network-tile-bricks = Ziegelsteine
network-tile-beads = Glasperlen
network-tile-drops = Tropfen
network-tile-flames = Flammen
network-tile-net = ein Netz
network-tile-lattice = ein Gitter
network-tile-pebbles = Kiesel
network-tile-raspberries = Himbeeren
network-tile-pearls = Perlen
network-tile-fans = Fächer
network-tile-links = Kettenglieder
network-tile-wicker = Korbgeflecht
network-tile-lights = Lichter
network-tile-lightning = Blitze
network-tile-shingles = Schindeln
network-tile-plumage = Gefieder
network-tile-ropes = Seile
network-tile-strands = Haarsträhnen
network-tile-ribbons = Bänder mit Löchern
network-tile-stacks = Stapel
network-tile-dogs = Hunde
network-tile-birds = Vögel
network-tile-snakes = Schlangen
network-tile-castles = Burgen
network-tile-fruit = Obst
network-tile-flowers = Blumen
network-tile-jungle = Dschungel
network-tile-faces = Gesichter
