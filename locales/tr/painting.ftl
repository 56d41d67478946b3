# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] Sıradaki sizsiniz.
   *[other] Sırada { $place }. kişisiniz.
}
progress-running = Tablo yapılıyor: %{ $percent }
progress-sketch = Bu şimdilik yalnızca hızlı bir eskiz. Yerini tablo alacak.
progress-span = Yaklaşık { $span } sonra hazır.
progress-done = Bitti! Gönderiyorum.
progress-cancelled = İptal edildi.
progress-cancelled-by-operator = Ekibimiz bu tabloyu iptal etti.
painted-again = { $n ->
    [0] Ekibimiz bu tabloyu yeniden başlattı. Ücretsiz.
    [one] Ekibimiz bu tabloyu bir krediye yeniden başlattı.
   *[other] Ekibimiz bu tabloyu { $n } krediye yeniden başlattı.
}
progress-failed = Bu seferki olmadı.

credits-returned = { $n ->
    [one] Krediniz geri geldi.
   *[other] { $n } kredinizin hepsi geri geldi.
}

failed-bad-picture = Üzgünüm, resimlerden biri bozuk çıktı. Lütfen başka bir tane deneyin.
failed-picture-gone = Üzgünüm, resimlerden biri ben başlayamadan silindi. Lütfen yeniden gönderin.
failed-too-slow = Üzgünüm, bu tablo çok uzun sürdü ve durmak zorunda kaldım. Daha küçüğü olur.
failed-too-large = Üzgünüm, bu tablo şu an benim için çok büyüktü. Daha küçüğü olur.
failed-broken = Üzgünüm, bende bir sorun çıktı. Lütfen biraz sonra yeniden deneyin.

delivered-title = Tablonuz!
delivered-file = Tablonun tam kaliteli hali.
delivered-album = Tablonuz adım adım böyle oluştu.
delivered-choose = En çok hangisini beğendiniz? Onu dosya olarak göndereyim.

painting-gone = Bu tabloyu artık bulamıyorum. Son tablolarınız: /history
still-painting = Bu tablo hâlâ yapılıyor:
strongest = Daha güçlüsü olmuyor. Daha büyük fırça darbeleri de çok şey değiştirir.
weakest = Daha hafifi olmuyor. Daha küçük fırça darbeleri de çok şey değiştirir.

status-title = Üzerinde çalıştıklarım:
status-none = Şu anda bir tablo yapmıyorum. Bana bir fotoğraf gönderin!
status-queued = { $number }. { $place ->
    [1] sıradaki ilk tablo
   *[other] sırada { $place }. tablo
}
status-running = { $number }. %{ $percent } tamam

cancel-nothing = İptal edilecek bir şey yok.
cancel-too-late = İptal için geç kaldınız: tablo çoktan bitti. /history içinde bulabilirsiniz.
cancel-draft = Sorun değil. İstediğiniz zaman bir fotoğraf gönderin.
cancel-which = Bunlardan birini durdurayım mı?

history-title = Son tablolarınız, en yenisi başta.
history-choose = Hangisi?
history-empty = Burada henüz tablo yok.

balance = { $n } krediniz var.
balance-held = Yapmakta olduğum tablolar için { $n } kredi daha ayrıldı.
balance-free = { $n ->
    [0] Bugün ücretsiz tablo kalmadı.
    [one] Bugün { $n } ücretsiz tablo hakkınız daha var.
   *[other] Bugün { $n } ücretsiz tablo hakkınız daha var.
}
balance-no-free = Sıradaki ücretsiz tablo yaklaşık { $span } sonra.

settings-title = Siz başka türlüsünü seçmedikçe tablolarınızı böyle yaparım:
ask-language = Hangi dilde konuşalım?

delete-question = Her şeyi silmek istediğinizden emin misiniz? Resimleriniz, tablolarınız ve yazışmalarımız silinir. Bu işlem geri alınamaz.
delete-credits = { $n } kredinizi de kaybedersiniz.
delete-elsewhere = Aynı hesaba bağlı diğer sohbetlerinizdeki her şey de silinir: { $places }.
delete-done-elsewhere = Başka bir sohbetinizden her şeyi sildiniz, burada da bir şey kalmadı. Hoşça kalın, resimler için teşekkürler!
delete-done = Her şey silindi. Hoşça kalın, resimler için teşekkürler!
delete-kept = Tamam, her şey yerinde kalıyor.
