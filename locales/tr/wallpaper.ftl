# Wallpapers.

command-wallpaper = bir resimden duvar kâğıdı yapın
ask-photo-any-wallpaper = Hangi resimden duvar kâğıdı yapayım? Bir tane gönderin ya da benimkilerden seçin. Fırça darbeleri, yapraklar, taşlar ve desenler çok güzel olur.

knob-wallpaper-shape = Telefon için
knob-wallpaper-stroke = Desen boyutu
knob-wallpaper-palette = Renkler
line-wallpaper-shape = Biçim: { $choice }
line-wallpaper-stroke = Desen boyutu: { $choice }
line-wallpaper-palette = Renkler: { $choice }
menu-wallpaper-shape = Hangi biçimde olsun?
menu-wallpaper-stroke = Desen ne büyüklükte olsun?
menu-wallpaper-palette = Kaç renk olsun?

choice-wallpaper-shape-square = kare
choice-wallpaper-shape-phone = telefon için
choice-wallpaper-stroke-0 = minicik
choice-wallpaper-stroke-1 = küçük
choice-wallpaper-stroke-2 = orta
choice-wallpaper-stroke-3 = büyük
choice-wallpaper-stroke-4 = kocaman
choice-wallpaper-palette-all = hepsi
choice-wallpaper-palette-eight = sekiz
choice-wallpaper-palette-five = beş
choice-wallpaper-palette-three = üç

summary-title-wallpaper = Bu resimden bir duvar kâğıdı. Başlayalım mı? Başka bir resim için onu göndermeniz ya da /styles içinden seçmeniz yeter.
button-start-wallpaper = 🧩 Ücretsiz yap
button-start-paid-wallpaper = 🧩 { $price } krediye yap
no-free-left-wallpaper = { $n ->
    [0] Duvar kâğıtları birkaç krediye yapılıyor.
    [one] Bugünkü ücretsiz duvar kâğıdınızı aldınız. Sıradaki ücretsiz duvar kâğıdı yaklaşık { $span } sonra.
   *[other] Bugünkü { $n } ücretsiz duvar kâğıdınızı aldınız. Sıradaki ücretsiz duvar kâğıdı yaklaşık { $span } sonra.
}
progress-running-wallpaper = Duvar kâğıdı yapılıyor: %{ $percent }
delivered-title-wallpaper = Duvar kâğıdınız!
delivered-file-wallpaper = Duvar kâğıdının tam kaliteli hali.

button-other-shape = Başka biçim
button-other-picture = Başka resim
button-paint-in-it = Bu stilde tablo yap

site-untitled-wallpaper = Bir duvar kâğıdı
site-kind-wallpaper = Her resimden duvar kâğıdı yapın.
site-about-kind-wallpaper = Bir resmin fırça darbeleri ve renkleri, belirli bir şey göstermeyen yepyeni bir desene dokunur.
