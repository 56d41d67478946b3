# Films: clips and their quick version.

command-clip = bir GIF veya kısa videoyu boyayın
ask-photo-any-clip = Hangi GIF’i veya videoyu boyayayım? Kısa olanlar en iyisi: ilk saniyelerini alıyorum.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Bir video! { $seconds } sn uzunluğunda, { $width } × { $height } px. Hangi stilde olsun? Bir resim gönderin ya da benimkilerden birini seçin.
no-film = Bu bir fotoğraf, o yüzden onu resim olarak yapacağım. Boyanmış bir video için bana GIF ya da video gönderin.
film-gone = Video bu arada silindi. Lütfen yeniden gönderin.
film-sketches = Videonuzdan üç an, hızlı eskizler hâlinde. Boyanmış video daha zengin olacak, fırça darbeleri de görüntüyle birlikte hareket edecek.
third-picture-clip = Video ve stil zaten bende. Bu resim ne olsun?

line-film = Video: { $seconds } sn, saniyede { $frames } kare
line-film-cut = Video: { $all } saniyenin ilk { $seconds } saniyesi, saniyede { $frames } kare

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = Boyanmış bir video. Başlayalım mı?
button-start-clip = 🎞 Ücretsiz boya
button-start-paid-clip = 🎞 { $price } krediye boya
button-make-quickclip = ⚡ Hızlı sürüm, ücretsiz
no-free-left-clip = { $n ->
    [0] Video boyamak birkaç kredi tutuyor.
    [one] Bugünkü ücretsiz boyanmış videonuzu aldınız. Sıradaki ücretsiz video yaklaşık { $span } sonra.
   *[other] Bugünkü { $n } ücretsiz boyanmış videonuzu aldınız. Sıradaki ücretsiz video yaklaşık { $span } sonra.
}
no-free-left-quickclip = { $n ->
    [0] Şu anda hızlı sürüm yapmıyorum.
   *[other] Bugünlük bu kadar eskiz yeter. Sıradaki ücretsiz hızlı sürüm yaklaşık { $span } sonra.
}
progress-running-clip = Kare kare boyanıyor: %{ $percent }
progress-running-quickclip = Kare kare çiziliyor: %{ $percent }
delivered-title-clip = Boyanmış videonuz!
delivered-title-quickclip = Videonuzun hızlı sürümü.
delivered-file-clip = Videonun tam kaliteli hali.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Aynı video, başka stil
button-other-film = Aynı stil, başka video
button-paint-still = 🎨 Bir karesini resim yap
button-paint-clip = 🎞 Gerçekten boya

site-untitled-clip = Boyanmış bir video
site-untitled-quickclip = Eskiz hâlinde bir video
site-kind-clip = Bir GIF veya video boyansın.
site-about-kind-clip = Fırça darbeleri titremek yerine görüntüyle birlikte hareket eder. Hızlı sürümü saniyeler içinde hazırdır.
