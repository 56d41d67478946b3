# Names of languages, styles, settings and their levels.

language-name = Türkçe

style-wave = Hokusai, Büyük Dalga
style-auvers = Van Gogh, Auvers’de Sokak
style-kandinsky = Kandinsky, Kompozisyon VIII
style-inokashira = Hiroshige, Inokashira
style-harvesters = Bruegel, Hasatçılar
style-gioconda = Leonardo, Mona Lisa
style-ejiri = Hokusai, Ejiri
style-librarian = Arcimboldo, Kütüphaneci
style-own = sizin resminiz

choice-painting-strength-0 = belli belirsiz
choice-painting-strength-1 = hafif
choice-painting-strength-2 = orta
choice-painting-strength-3 = güçlü
choice-painting-strength-4 = çok güçlü

choice-painting-stroke-0 = minicik
choice-painting-stroke-1 = küçük
choice-painting-stroke-2 = orta
choice-painting-stroke-3 = büyük
choice-painting-stroke-4 = kocaman

choice-painting-colours-photo = fotoğrafınızdan
choice-painting-colours-style = stilden

plan-free = Ücretsiz, { $size } px
plan-premium = Premium, { $size } px
plan-hd = HD, { $size } px, { $iterations } adım

offer-free = Ücretsiz
offer-premium = Premium · { $price } kredi
offer-hd = HD, { $iterations } adım · { $price } kredi

share = ikinci stil: %{ $percent }

span-seconds = { $n } saniye
span-minutes = { $n } dakika
span-hours = { $n } saat

messenger-telegram = Telegram’daki
messenger-vk = VK’daki
messenger-max = MAX’taki
messenger-web = sohbet sayfasındaki

plan-large = Büyük, { $size } px
offer-large = Büyük, { $size } px · { $price } kredi
