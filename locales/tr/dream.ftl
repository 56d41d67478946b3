# Dreams.

command-dream = makine fotoğrafınızda rüya görsün
button-make-dream = 👁 Rüya görsün
ask-photo-any-dream = Hangi fotoğrafta rüya göreyim?
ask-guide-dream = Rüya hangi resme doğru gitsin? Renklerini değil, şekillerini alırım. Bir tane gönderin ya da benimkilerden seçin.
third-picture-dream = Fotoğraf zaten bende. Bu resim ne olsun?
button-as-guide-dream = Rüya buna doğru gitsin
button-add-guide-dream = + Bir resme doğru

knob-dream-theme = Konu
knob-dream-depth = Derinlik
knob-dream-colours = Renklerim kalsın
line-dream-theme = Rüyanın konusu: { $choice }
line-dream-depth = Derinlik: { $choice }
line-dream-colours = Renkler: { $choice }
line-guide-dream = Yönü: { $picture }
menu-dream-theme = Rüyada ne görülsün?
menu-dream-depth = Ne kadar derine insin?

choice-dream-theme-creatures = yaratıklar
choice-dream-theme-eyes = gözler
choice-dream-theme-animals = hayvanlar
choice-dream-theme-patterns = desenler
choice-dream-theme-dogs = köpekler
choice-dream-theme-birds = kuşlar
choice-dream-theme-snakes = yılanlar
choice-dream-theme-herd = sürü
choice-dream-theme-faces = yüzler
choice-dream-theme-flowers = çiçekler
choice-dream-theme-fruit = meyveler
choice-dream-theme-castles = kaleler
choice-dream-theme-jungle = tropik orman
choice-dream-depth-light = belli belirsiz
choice-dream-depth-medium = orta
choice-dream-depth-deep = çok derin
choice-dream-colours-dream = rüyadan
choice-dream-colours-photo = fotoğrafınızdan

summary-title-dream = Bir rüya. Başlayalım mı?
button-start-dream = 👁 Ücretsiz rüya gör
button-start-paid-dream = 👁 { $price } krediye rüya gör
no-free-left-dream = { $n ->
    [0] Rüyalar birkaç krediye görülüyor.
    [one] Bugünkü ücretsiz rüyanızı gördünüz. Sıradaki ücretsiz rüya yaklaşık { $span } sonra.
   *[other] Bugünkü { $n } ücretsiz rüyanızı gördünüz. Sıradaki ücretsiz rüya yaklaşık { $span } sonra.
}
progress-running-dream = Rüya görüyorum: %{ $percent }
delivered-title-dream = Rüyanız!
delivered-file-dream = Rüyanın tam kaliteli hali.

button-deeper = Daha derine
button-other-theme = Başka bir konuda
button-dream-again = Rüya buradan sürsün
button-dream-towards = Bir resme doğru
button-paint-it = Tablo yap
deepest = Daha derine inemem. Ama rüyayı buradan sürdürebilirsiniz.

site-untitled-dream = Bir rüya
site-kind-dream = Fotoğrafınız rüya görsün.
site-about-kind-dream = Ağ, gördüğünü sandığı ne varsa güçlendirir: yaratıklar, kaleler, çiçekler ya da ikinci bir resmin şekilleri.
